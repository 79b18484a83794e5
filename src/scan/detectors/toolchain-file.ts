import type {Finding} from '../../domain/finding.ts'
import {nameStatement, rustNameOf} from '../rust-name.ts'
import {findingsOf, type SourceFile, type Statement} from '../source-file.ts'
import {isAt, tomlEntries} from '../toml-entries.ts'
import {wasmTargets} from '../wasm-targets.ts'

/** `rust-toolchain.toml`, and the older `rust-toolchain` that holds TOML or just a name: channel, targets, components. */
export function detectToolchainFile(file: SourceFile): readonly Finding[] {
  const statements = file.text.includes('[') ? tomlStatements(file.text) : bareStatements(file.text)
  return findingsOf(file, 'toolchain-file', statements)
}

function tomlStatements(text: string): readonly Statement[] {
  return tomlEntries(text).flatMap(({path, value, span}): readonly Statement[] => {
    if (typeof value !== 'string' || path[0] !== 'toolchain') return []
    if (isAt(path, 'toolchain', 'channel')) return channelStatements(value, span.start)
    if (path[1] === 'targets') return wasmTargets(value, span.start)
    if (path[1] !== 'components' || path.length !== 3) return []
    return [{kind: 'component', start: span.start, value, live: true, why: 'component rustup installs with it'}]
  })
}

function bareStatements(text: string): readonly Statement[] {
  const line = text.replace(/^\uFEFF/, ' ')
  return channelStatements(line.trim(), line.length - line.trimStart().length)
}

function channelStatements(channel: string, base: number): readonly Statement[] {
  const name = rustNameOf(channel)
  return name === undefined ? [] : [nameStatement(name, base, 'toolchain', 'what rustup uses here')]
}
