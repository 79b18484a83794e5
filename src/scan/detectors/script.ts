import type {Finding} from '../../domain/finding.ts'
import {shellStatements} from '../shell-text.ts'
import {type DetectorContext, findingsOf, type SourceFile, splitPath} from '../source-file.ts'

/** Scripts of any language, and files of variables: what their commands, assignments and strings say of Rust. */
export function detectScript(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  // A file without an ending is a script only when its first line says so.
  if (!splitPath(file.path).base.includes('.') && !file.text.startsWith('#!')) return []
  return findingsOf(file, 'script', shellStatements(file.text, 0, ctx.isFamily))
}
