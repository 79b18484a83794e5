import {loadSymbolPaths} from '../../catalog/symbol-paths.ts'
import type {TellAmount} from '../../domain/amount.ts'
import type {Finding} from '../../domain/finding.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import type {RustParser} from '../../rust-source/rust-parser.ts'
import {findFileUses} from './find-file-uses.ts'
import {findRustUses} from './find-rust-uses.ts'
import type {FoundUse} from './found-use.ts'
import {type Search, wantedBySearches} from './wanted.ts'

export type ApiUsesInput = {
  readonly tree: Pick<Tree, 'list' | 'readUpTo'>
  readonly survey: Pick<Survey, 'manifests'>
  /** What to look for, for each major that the code may go to. All of them are answered in one pass through the code. */
  readonly searches: readonly Search[]
  /** Called when the first Rust file has to be parsed, and not at all when none has. */
  readonly loadParser: () => Promise<RustParser>
  /** Hears of every file that is parsed. */
  readonly tell?: TellAmount
}

export type ApiUses = {
  /** By the majors of the searches. */
  readonly findings: ReadonlyMap<number, readonly Finding[]>
  /** Rust files looked at and those of them that had to be parsed. */
  readonly filesRead: number
  readonly filesParsed: number
  readonly leftOut: readonly {readonly reason: string; readonly count: number}[]
}

/**
 * The places in the repository's code that the given breaking changes are about, in the order of paths and lines. A live
 * finding is a use by what its names resolve to; a mention is one by its spelling only, or worth a look.
 */
export async function findApiUses(input: ApiUsesInput): Promise<ApiUses> {
  const {tree, survey, searches, loadParser, tell} = input
  const wanted = wantedBySearches(searches, await loadSymbolPaths())
  const paths = await tree.list()
  const files = await findFileUses({tree, survey, paths, wanted: wanted.files})
  const {uses, ...rust} = await findRustUses({
    tree,
    survey,
    paths,
    words: wanted.words,
    loadParser,
    ...(tell && {tell}),
  })
  const found = inOrder([...files, ...uses])
  return {...rust, findings: new Map(searches.map(({to}) => [to, findingsFor(found, to)]))}
}

function findingsFor(found: readonly FoundUse[], to: number): readonly Finding[] {
  return found.flatMap(({finding, majors}) => (majors.includes(to) ? [finding] : []))
}

function inOrder(found: readonly FoundUse[]): readonly FoundUse[] {
  return found.toSorted(({finding: a}, {finding: b}) => compareText(a.path, b.path) || a.span.start - b.span.start)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
