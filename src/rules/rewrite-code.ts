import type {BreakingChange} from '../catalog/breaking-changes.ts'
import type {SymbolPaths} from '../catalog/symbol-paths.ts'
import type {Tree} from '../domain/ports.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {RustParser} from '../rust-source/rust-parser.ts'
import {openCode} from '../scan/api-uses/open-code.ts'
import {wantedMarks} from '../scan/api-uses/wanted.ts'
import {whyNotOurs} from '../scan/not-ours.ts'
import {type LeftAlone, leaveSource, type Rewriting, rewriteSource} from './rewrite-source.ts'
import type {Rule} from './rule.ts'

export type RewriteInput = {
  readonly tree: Pick<Tree, 'list' | 'readUpTo'>
  readonly survey: Pick<Survey, 'manifests' | 'marked'>
  readonly to: number
  /** The major that a package's code is written for; the root's folder is the empty string. */
  readonly startOf: (folder: string) => number
  /** The changes that lie on the way from one major to another. */
  readonly changesBetween: (from: number, to: number) => readonly BreakingChange[]
  readonly rules: ReadonlyMap<string, Rule>
  readonly symbols: SymbolPaths
  readonly loadParser: () => Promise<RustParser>
}

/** What the rules make of a repository's code; nothing is written. */
export type RewrittenCode = {
  readonly writes: readonly FileWrite[]
  /** Id of a change → in how many places it was carried out. */
  readonly done: ReadonlyMap<string, number>
  readonly left: readonly (LeftAlone & {readonly path: string})[]
  /** `path: note` lines for the person. */
  readonly notes: readonly string[]
}

export const nothingRewritten: RewrittenCode = {writes: [], done: new Map(), left: [], notes: []}

/** Carries out every automatic change that lies on the way, in all code of the repository. */
export async function rewriteCode(input: RewriteInput): Promise<RewrittenCode> {
  const {tree, survey, rules, symbols, loadParser, to} = input
  const ways = waysOf(input)
  const words = new Set([...ways.values()].flatMap(({words: some}) => [...some.keys()]))
  if (words.size === 0) return nothingRewritten
  const {users, reexports} = await openCode({tree, survey, paths: await tree.list(), words, loadParser})
  const writes: FileWrite[] = []
  const done = new Map<string, number>()
  const left: (LeftAlone & {path: string})[] = []
  const notes: string[] = []
  for (const user of users) {
    const {path, text} = user.file
    const from = input.startOf(user.owner.folder)
    const wanted = ways.get(from)?.words
    if (wanted === undefined) continue
    const parser = await loadParser()
    const rewriting: Rewriting = {user, reexports, words: wanted, symbols, way: {from, to}, rules, parser}
    const why = whyNotOurs(path, text, survey)
    const rewritten = why === undefined ? rewriteSource(rewriting) : leaveSource(rewriting, why)
    if (rewritten.text !== text) writes.push({path, before: text, after: rewritten.text})
    for (const [change, count] of rewritten.done) done.set(change, (done.get(change) ?? 0) + count)
    left.push(...rewritten.left.map(one => ({...one, path})))
    notes.push(...rewritten.notes.map(note => `${path}: ${note}`))
    await aMoment()
  }
  return {writes, done, left, notes}
}

type Wanted = ReturnType<typeof wantedMarks>

/** What to look for, for each major that some package starts from. */
function waysOf({survey, to, startOf, changesBetween, rules, symbols}: RewriteInput): ReadonlyMap<number, Wanted> {
  const folders = survey.manifests.map(({path}) => path.replace(/\/?[^/]*$/, ''))
  const starts = [...new Set(folders.map(startOf))].filter(from => from < to)
  return new Map(
    starts.map(from => {
      const changes = changesBetween(from, to).filter(({id}) => rules.has(id))
      return [from, wantedMarks(changes, symbols, to)]
    }),
  )
}

/** Lets keys and timers have their turn between two files. */
function aMoment(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
