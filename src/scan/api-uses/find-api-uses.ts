import type {BreakingChange} from '../../catalog/breaking-changes.ts'
import {loadSymbolPaths} from '../../catalog/symbol-paths.ts'
import type {Finding} from '../../domain/finding.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import type {RustParser} from '../../rust-source/rust-parser.ts'
import {findFileUses} from './find-file-uses.ts'
import {findRustUses} from './find-rust-uses.ts'
import {wantedMarks} from './wanted.ts'

export type ApiUsesInput = {
  readonly tree: Pick<Tree, 'list' | 'readUpTo'>
  readonly survey: Pick<Survey, 'manifests'>
  /** The changes to look for; those met between two majors, mostly. */
  readonly changes: readonly BreakingChange[]
  /** The major the code goes to: an import path that is valid there is no use of a move. */
  readonly to: number
  /** Called when the first Rust file has to be parsed, and not at all when none has. */
  readonly loadParser: () => Promise<RustParser>
}

export type ApiUses = {
  readonly findings: readonly Finding[]
  /** Rust files looked at and those of them that had to be parsed. */
  readonly filesRead: number
  readonly filesParsed: number
  readonly leftOut: readonly {readonly reason: string; readonly count: number}[]
}

/**
 * The places in the repository's code that the given breaking changes are about, in the order of paths and lines. A live
 * finding is a use by what its names resolve to; a mention is one by its spelling only, or worth a look.
 */
export async function findApiUses({tree, survey, changes, to, loadParser}: ApiUsesInput): Promise<ApiUses> {
  const wanted = wantedMarks(changes, await loadSymbolPaths(), to)
  const paths = await tree.list()
  const files = await findFileUses({tree, survey, paths, wanted: wanted.files})
  const rust = await findRustUses({tree, survey, paths, words: wanted.words, loadParser})
  return {...rust, findings: inOrder([...files, ...rust.findings])}
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => compareText(a.path, b.path) || a.span.start - b.span.start)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
