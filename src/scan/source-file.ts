import {positionOf} from '../domain/edit.ts'
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
  const byStart = new Map<number, Statement>()
  for (const statement of statements) if (!byStart.has(statement.start)) byStart.set(statement.start, statement)
  return [...byStart.values()]
    .toSorted((a, b) => a.start - b.start)
    .map(({start, ...rest}) => ({
      ...rest,
      place,
      path: file.path,
      ...positionOf(file.text, start),
      span: {start, end: start + rest.value.length},
      text: lineAt(file.text, start).trim(),
    }))
}

/** The line around an offset, without its line break. */
export function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset)
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? undefined : end)
}

/** Folder and base name of a path; the root is the empty string. */
export function splitPath(path: string): {folder: string; base: string} {
  const slash = path.lastIndexOf('/')
  return {folder: slash === -1 ? '' : path.slice(0, slash), base: path.slice(slash + 1)}
}
