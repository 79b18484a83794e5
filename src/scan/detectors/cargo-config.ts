import type {Finding} from '../../domain/finding.ts'
import {findingsOf, lineAt, type SourceFile} from '../source-file.ts'
import {tomlEntries} from '../toml-entries.ts'
import {wasmTargets} from '../wasm-targets.ts'

/** `.cargo/config.toml`: names of wasm targets, as keys and as values, in commands of aliases too. */
export function detectCargoConfig(file: SourceFile): readonly Finding[] {
  tomlEntries(file.text)
  const statements = wasmTargets(file.text).map(statement =>
    /^\s*#/.test(lineAt(file.text, statement.start)) ? {...statement, live: false, why: 'a comment'} : statement,
  )
  return findingsOf(file, 'cargo-config', statements)
}
