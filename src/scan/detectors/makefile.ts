import type {Finding} from '../../domain/finding.ts'
import {shellStatements} from '../shell-text.ts'
import {type DetectorContext, findingsOf, type SourceFile} from '../source-file.ts'

/** Makefiles and justfiles: variables such as `RUST_VERSION ?= 1.75`, and the commands of recipes. */
export function detectMakefile(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  return findingsOf(file, 'makefile', shellStatements(file.text, 0, ctx.isFamily))
}
