import type {Finding} from '../../domain/finding.ts'
import {findingsOf, type SourceFile} from '../source-file.ts'
import {isAt, tomlEntries} from '../toml-entries.ts'

/** `clippy.toml`: the least Rust that lints may assume. */
export function detectClippyConfig(file: SourceFile): readonly Finding[] {
  const statements = tomlEntries(file.text).flatMap(({path, value, span}) =>
    isAt(path, 'msrv') && typeof value === 'string'
      ? [{kind: 'msrv', start: span.start, value, live: true, why: 'least Rust that lints assume'} as const]
      : [],
  )
  return findingsOf(file, 'clippy-config', statements)
}
