import type {Finding, FindingKind, PlaceKind} from '../domain/finding.ts'

/** A text file of the repository; the path is relative, with forward slashes. */
export type SourceFile = {readonly path: string; readonly text: string}

/** What a detector may know beyond the one file. */
export type DetectorContext = {
  /** Whether the crate belongs to the family that moves together. */
  readonly isFamily: (crate: string) => boolean
  /** Folders that hold a package of their own; the root is the empty string. */
  readonly packageRoots: ReadonlySet<string>
}

/** Text in, findings out: pure, and silent about a file it can't parse by throwing `NotParsedError`. */
export type Detector = (file: SourceFile, ctx: DetectorContext) => readonly Finding[]

/** A file that isn't valid in its own format; it is left out and counted. */
export class NotParsedError extends Error {
  override readonly name = 'NotParsedError'
}

/** What a detector saw at an offset, before line and column are known. */
export type Statement = {
  readonly kind: FindingKind
  readonly start: number
  readonly value: string
  readonly live: boolean
  readonly why: string
  readonly crate?: string
}

/** The findings of one file, in its order; of two statements about one offset the first counts. */
export function findingsOf(file: SourceFile, place: PlaceKind, statements: readonly Statement[]): readonly Finding[] {
  const lines = lineStarts(file.text)
  const byStart = new Map<number, Statement>()
  for (const statement of statements) if (!byStart.has(statement.start)) byStart.set(statement.start, statement)
  return [...byStart.values()]
    .toSorted((a, b) => a.start - b.start)
    .map(({start, ...rest}) => ({
      ...rest,
      place,
      path: file.path,
      ...positionIn(lines, start),
      span: {start, end: start + rest.value.length},
      text: lineAt(file.text, start).trim(),
    }))
}

/** Where each line begins: for files with many findings, where counting line breaks each time would take minutes. */
export function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({index}) => index + 1)]
}

/** 1-based line and column of an offset, by halving. */
export function positionIn(lines: readonly number[], offset: number): {line: number; column: number} {
  let low = 0
  let high = lines.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return {line: low + 1, column: offset - (lines[low] ?? 0) + 1}
}

/** The line around an offset, without its line break; of endless lines only the neighbourhood. */
export function lineAt(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - longestLine), offset)
  const after = text.slice(offset, offset + longestLine)
  const end = after.indexOf('\n')
  return before.slice(before.lastIndexOf('\n') + 1) + (end === -1 ? after : after.slice(0, end))
}

const longestLine = 2000

/** Folder and base name of a path; the root is the empty string. */
export function splitPath(path: string): {folder: string; base: string} {
  const slash = path.lastIndexOf('/')
  return {folder: slash === -1 ? '' : path.slice(0, slash), base: path.slice(slash + 1)}
}
