import type {Finding} from '../../domain/finding.ts'
import {nameStatement, rustNameOf} from '../rust-name.ts'
import {findingsOf, type SourceFile, type Statement, splitPath} from '../source-file.ts'
import {isAt, tomlEntries} from '../toml-entries.ts'

/** `.tool-versions` and mise: the Rust, and nothing else, that these programs install here. */
export function detectToolVersions(file: SourceFile): readonly Finding[] {
  const isToml = splitPath(file.path).base.endsWith('.toml')
  return findingsOf(file, 'tool-versions', isToml ? tomlStatements(file.text) : lineStatements(file.text))
}

function tomlStatements(text: string): readonly Statement[] {
  return tomlEntries(text).flatMap(({path, value, span}) => {
    const isRust = isAt(path, 'tools', 'rust') || isAt(path, 'tools', 'rust', 'version')
    return isRust && typeof value === 'string' ? named(value, span.start) : []
  })
}

function lineStatements(text: string): readonly Statement[] {
  return [...text.matchAll(/^([ \t]*rust[ \t]+)([^\s#]+)/gm)].flatMap(match =>
    named(match[2] ?? '', match.index + (match[1]?.length ?? 0)),
  )
}

function named(value: string, start: number): readonly Statement[] {
  const name = rustNameOf(value)
  return name === undefined ? [] : [nameStatement(name, start, 'toolchain', 'Rust that is installed for this folder')]
}
