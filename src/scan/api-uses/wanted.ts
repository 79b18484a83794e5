import type {BreakingChange} from '../../catalog/breaking-changes.ts'
import {type FileMark, type Mark, marksOf, type RustMark} from '../../catalog/change-marks.ts'
import type {SymbolPaths} from '../../catalog/symbol-paths.ts'

/** The changes to look for on the way to a major: an import path that is valid there is no use of a move. */
export type Search = {readonly to: number; readonly changes: readonly BreakingChange[]}

/** One thing to look for in Rust, the change it tells, and the majors of the searches that look for it. */
export type WantedMark = WantedAs<RustMark>

/** What to look for in Rust, by the word that starts the look. */
export type WantedWords = ReadonlyMap<string, readonly WantedMark[]>

/** What to look for in other files. */
export type WantedFileMark = WantedAs<FileMark>

export type Wanted = {readonly words: WantedWords; readonly files: readonly WantedFileMark[]}

type WantedAs<Mark> = {
  readonly change: BreakingChange
  readonly mark: Mark
  readonly isSure: boolean
  readonly majors: readonly number[]
}

/** What the changes are recognised by on the way to one major. */
export function wantedMarks(changes: readonly BreakingChange[], symbols: SymbolPaths, to: number): Wanted {
  return wantedBySearches([{changes, to}], symbols)
}

/** What several searches look for, sorted. What they have in common is in it once, so that one pass serves all of them. */
export function wantedBySearches(searches: readonly Search[], symbols: SymbolPaths): Wanted {
  const words = new Map<string, WantedMark[]>()
  const files: WantedFileMark[] = []
  for (const change of new Set(searches.flatMap(({changes}) => changes))) {
    const majors = searches.filter(({changes}) => changes.includes(change)).map(({to}) => to)
    for (const given of marksOf(change.id)) {
      const isSure = given.sure !== false
      if (isFileMark(given)) files.push({change, mark: given, isSure, majors})
      else
        for (const spelling of spellings(given, change, symbols, majors))
          for (const word of wordsOf(spelling.mark))
            words.set(word, [...(words.get(word) ?? []), {change, isSure, ...spelling}])
    }
  }
  return {words, files}
}

/** A mark with its paths spelled out, and the majors for which they are these. */
type Spelling = Pick<WantedMark, 'mark' | 'majors'>

function spellings(
  mark: RustMark,
  change: BreakingChange,
  symbols: SymbolPaths,
  majors: readonly number[],
): readonly Spelling[] {
  if (mark.on !== 'moved' && !(mark.on === 'name' && mark.written === true)) return [{mark, majors}]
  const byPaths = new Map<string, Spelling>()
  for (const to of majors) {
    const spelled = spelledOut(mark, change, symbols, to)
    const paths = spelled.paths.join(' ')
    byPaths.set(paths, {mark: spelled, majors: [...(byPaths.get(paths)?.majors ?? []), to]})
  }
  return [...byPaths.values()]
}

/** Names that a major took away, from the catalogue's paths; without those that are back where the upgrade goes. */
function spelledOut(
  mark: Extract<RustMark, {on: 'name' | 'moved'}>,
  change: BreakingChange,
  symbols: SymbolPaths,
  to: number,
): Extract<RustMark, {on: 'name'}> {
  if (mark.on === 'name') return {...mark, paths: mark.paths.filter(path => !symbols.isThereAt(path, to))}
  const gone = symbols.lastBefore(change.major, mark.from).filter(path => symbols.isGoneAt(path, to))
  const target = mark.to
  if (target === undefined) return {on: 'name', paths: gone, written: true}
  const isBack = (path: string) => symbols.isThereAt(`${target}::${lastName(path)}`, change.major)
  return {on: 'name', paths: gone.filter(isBack), written: true}
}

function wordsOf(mark: RustMark): readonly string[] {
  switch (mark.on) {
    case 'name':
    case 'match':
      return [...new Set(mark.paths.map(lastName))]
    case 'call':
    case 'generated':
      return mark.names
    case 'impl':
      return mark.functions ?? [...new Set(mark.traits.map(lastName))]
    case 'bindgen':
      return mark.keys
    case 'shape':
      return mark.words
    case 'moved':
      return []
    default:
      return mark satisfies never
  }
}

function isFileMark(mark: Mark): mark is FileMark & {readonly sure?: false} {
  return ['dependency', 'feature', 'bare', 'text'].includes(mark.on)
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(':') + 1)
}
