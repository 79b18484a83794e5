import type {SymbolPaths} from '../catalog/symbol-paths.ts'
import {applyEdits, type Edit, positionOf, type Span} from '../domain/edit.ts'
import {ancestors} from '../rust-source/ancestors.ts'
import type {Node, RustParser} from '../rust-source/rust-parser.ts'
import {matchesIn, type UseMatch} from '../scan/api-uses/matches-in.ts'
import {usingFile} from '../scan/api-uses/open-code.ts'
import type {UserFile} from '../scan/api-uses/packages.ts'
import type {Reexports} from '../scan/api-uses/reexports.ts'
import type {WantedWords} from '../scan/api-uses/wanted.ts'
import type {Rewrite, Rule, RustUse, Way} from './rule.ts'

export type Rewriting = {
  readonly user: UserFile
  readonly reexports: Reexports
  readonly words: WantedWords
  readonly symbols: SymbolPaths
  readonly way: Way
  /** By the id of the change that they carry out. */
  readonly rules: ReadonlyMap<string, Rule>
  readonly parser: RustParser
}

/** A place that a rule left alone; line and column (1-based) are those of the rewritten text. */
export type LeftAlone = {
  readonly change: string
  readonly line: number
  readonly column: number
  readonly why: string
  /** A rule that broke down, or would have broken the file: a bug of the wizard, not of the code. */
  readonly isBug?: true
}

export type RewrittenSource = {
  readonly text: string
  /** Id of a change → in how many places it was carried out. */
  readonly done: ReadonlyMap<string, number>
  readonly notes: readonly string[]
  readonly left: readonly LeftAlone[]
}

/**
 * Carries out all automatic changes in one file. Rules see the file anew after each pass, until none has anything to do;
 * what two rules want to touch at once waits for the next pass.
 */
export function rewriteSource(rewriting: Rewriting): RewrittenSource {
  const done = new Map<string, number>()
  const notes = new Set<string>()
  const banned = new Map<string, LeftAlone>()
  let {text} = rewriting.user.file
  let seen = lookOnce(text, rewriting, banned)
  for (let pass = 0; pass < mostPasses; pass++) {
    const wanted = disjoint(seen.wanted)
    if (wanted.length === 0) return {text, done, notes: [...notes], left: [...banned.values(), ...seen.left]}
    const next = applyEdits(
      text,
      wanted.flatMap(({rewrite}) => rewrite.edits),
    )
    const then = lookOnce(next, rewriting, banned)
    if (next === text || then.errors > seen.errors) {
      for (const use of breaking(text, wanted, seen.errors, rewriting.parser)) banned.set(use.id, brokenBy(use, text))
      seen = lookOnce(text, rewriting, banned)
      continue
    }
    text = next
    seen = then
    for (const {use, rewrite} of wanted) {
      done.set(use.id, (done.get(use.id) ?? 0) + 1)
      if (rewrite.note !== undefined) notes.add(rewrite.note)
    }
  }
  return {text: rewriting.user.file.text, done: new Map(), notes: [], left: [...banned.values(), endless(text)]}
}

/** The same for a file that isn't to be edited: every place is left alone, with the reason. */
export function leaveSource(rewriting: Rewriting, why: string): RewrittenSource {
  const {text} = rewriting.user.file
  const {wanted, left} = lookOnce(text, rewriting, new Map())
  const told = wanted.map(({use: {id, start}}) => ({change: id, ...positionOf(text, start), why}))
  return {text, done: new Map(), notes: [], left: [...told, ...left]}
}

type Use = {readonly id: string; readonly start: number; readonly isRename: boolean}
type Wanted = {readonly use: Use; readonly rewrite: Extract<Rewrite, {kind: 'edits'}>}
type Seen = {
  readonly wanted: readonly Wanted[]
  readonly left: readonly LeftAlone[]
  /** How many syntax errors the text has. */
  readonly errors: number
}

/** What the rules want to do with the text as it is now. */
function lookOnce(text: string, rewriting: Rewriting, banned: ReadonlyMap<string, LeftAlone>): Seen {
  const user: UserFile = {...rewriting.user, file: {...rewriting.user.file, text}}
  const wanted: Wanted[] = []
  const left: LeftAlone[] = []
  const errors = rewriting.parser.withTree(text, root => {
    const file = usingFile(root, user, rewriting.reexports)
    for (const match of matchesIn(text, file, rewriting.words)) {
      const {id} = match.change
      const rule = rewriting.rules.get(id)
      if (rule === undefined || banned.has(id)) continue
      const rewrite = asked(rule, {...match, file, text, way: rewriting.way, symbols: rewriting.symbols})
      if (rewrite === undefined) continue
      if (rewrite.kind === 'by-hand') left.push({change: id, ...positionOf(text, match.start), ...rewrite})
      else if (rewrite.edits.length > 0)
        wanted.push({use: {id, start: match.start, isRename: rule.isRename === true}, rewrite})
    }
    return errorsIn(root)
  })
  return {
    wanted,
    errors: errors ?? 0,
    left: left.map(({change, line, column, why, isBug}) => ({change, line, column, why, ...(isBug && {isBug})})),
  }
}

/** A rule that breaks down is a bug of ours; the others go on. */
function asked(rule: Rule, use: RustUse): (Rewrite & {readonly isBug?: true}) | undefined {
  if (use.certainty !== 'resolved') return {kind: 'by-hand', why: unsure[use.certainty]}
  if (isBroken(use.leaf)) return {kind: 'by-hand', why: "the code around it can't be parsed"}
  try {
    return rule.rewrite(use)
  } catch (error) {
    return {kind: 'by-hand', why: `the rule broke down: ${error instanceof Error ? error.message : error}`, isBug: true}
  }
}

const unsure: Readonly<Record<UseMatch['certainty'], string>> = {
  resolved: '',
  'by-name': 'only its spelling tells that this is the API that changed',
  hint: 'whether it is affected can’t be told from the text',
}

/** The innermost item or statement around the place has a syntax error. */
function isBroken(leaf: Node): boolean {
  if (leaf.isError || leaf.isMissing) return true
  for (const at of ancestors(leaf)) {
    if (at.type === 'ERROR') return true
    if (at.type.endsWith('_item') || at.type.endsWith('_declaration')) return at.hasError
  }
  return false
}

/** Those that don't touch each other: new names first, then in the order of the text. The others wait. */
function disjoint(wanted: readonly Wanted[]): readonly Wanted[] {
  const taken: Span[] = []
  const ordered = wanted.toSorted(
    (a, b) => Number(b.use.isRename) - Number(a.use.isRename) || a.use.start - b.use.start,
  )
  return ordered.filter(({rewrite}) => {
    const region = rewrite.region ?? hull(rewrite.edits)
    if (taken.some(other => region.start < other.end && other.start < region.end)) return false
    if (taken.some(other => other.start === region.start && other.end === region.end)) return false
    taken.push(region)
    return true
  })
}

function hull(edits: readonly Edit[]): Span {
  return {start: Math.min(...edits.map(({start}) => start)), end: Math.max(...edits.map(({end}) => end))}
}

/** Those that bring syntax errors by themselves, or change nothing; all of them when none does alone. */
function breaking(text: string, wanted: readonly Wanted[], errors: number, parser: RustParser): readonly Use[] {
  const alone = wanted.filter(({rewrite}) => {
    const next = applyEdits(text, rewrite.edits)
    return next === text || countErrors(next, parser) > errors
  })
  return (alone.length > 0 ? alone : wanted).map(({use}) => use)
}

function countErrors(text: string, parser: RustParser): number {
  return parser.withTree(text, errorsIn) ?? 0
}

function errorsIn(node: Node): number {
  if (!node.hasError) return 0
  const own = node.isError || node.isMissing ? 1 : 0
  return node.children.reduce((sum, child) => sum + (child?.hasError || child?.isMissing ? errorsIn(child) : 0), own)
}

function brokenBy({id, start}: Use, text: string): LeftAlone {
  return {change: id, ...positionOf(text, start), why: 'the rewrite would not parse', isBug: true}
}

function endless(text: string): LeftAlone {
  return {change: '', ...positionOf(text, 0), why: 'the rules come to no end in this file', isBug: true}
}

/** A long `use` list loses one entry a pass. */
const mostPasses = 200
