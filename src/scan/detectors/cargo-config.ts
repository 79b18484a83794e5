import type {Finding} from '../../domain/finding.ts'
import {wasiTargets} from '../shell-text.ts'
import {findingsOf, lineAt, type SourceFile} from '../source-file.ts'

/** `.cargo/config.toml`: names of wasm targets, as keys and as values. */
export function detectCargoConfig(file: SourceFile): readonly Finding[] {
  const statements = wasiTargets(file.text).filter(({start}) => !/^\s*#/.test(lineAt(file.text, start)))
  return findingsOf(file, 'cargo-config', statements)
}
