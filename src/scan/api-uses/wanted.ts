import type {BreakingChange} from '../../catalog/breaking-changes.ts'
import {type FileMark, type Mark, marksOf, type RustMark} from '../../catalog/change-marks.ts'
import type {SymbolPaths} from '../../catalog/symbol-paths.ts'

/** One thing to look for in Rust, and the change it tells. */
export type WantedMark = {readonly change: BreakingChange; readonly mark: RustMark; readonly isSure: boolean}

/** What to look for in Rust, by the word that starts the look. */
export type WantedWords = ReadonlyMap<string, readonly WantedMark[]>

/** What to look for in other files. */
export type WantedFileMark = {readonly change: BreakingChange; readonly mark: FileMark; readonly isSure: boolean}

/** Sorts what the changes are recognised by. `to` is the major the code goes to: paths that are valid there aren't looked for. */
export function wantedMarks(
  changes: readonly BreakingChange[],
  symbols: SymbolPaths,
  to: number,
): {words: WantedWords; files: readonly WantedFileMark[]} {
  const words = new Map<string, WantedMark[]>()
  const files: WantedFileMark[] = []
  for (const change of changes) {
    for (const given of marksOf(change.id)) {
      const isSure = given.sure !== false
      if (isFileMark(given)) {
        files.push({change, mark: given, isSure})
        continue
      }
      const mark = spelledOut(given, change, symbols, to)
      for (const word of wordsOf(mark)) words.set(word, [...(words.get(word) ?? []), {change, mark, isSure}])
    }
  }
  return {words, files}
}

/** Names that a major took away, from the catalogue's paths; without those that are back where the upgrade goes. */
function spelledOut(mark: RustMark, change: BreakingChange, symbols: SymbolPaths, to: number): RustMark {
  if (mark.on === 'name' && mark.written === true)
    return {...mark, paths: mark.paths.filter(path => !symbols.isThereAt(path, to))}
  if (mark.on !== 'moved') return mark
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
