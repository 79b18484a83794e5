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

/** Text in, findings out: pure. A file that isn't valid in its format is told by throwing `NotParsedError`. */
export type Detector = (file: SourceFile, ctx: DetectorContext) => readonly Finding[]

/** Where a file is broken, and what its parser says; line and column are 1-based. */
export type Fault = {
  /** `YAML`, `TOML`: what the file should be. */
  readonly format: string
  readonly message: string
  readonly line: number
  readonly column: number
}

/** A file that isn't valid in its own format. `seen` is what could be read all the same. */
export class NotParsedError extends Error {
  override readonly name = 'NotParsedError'
  readonly fault: Fault
  readonly seen: readonly Finding[]

  constructor(fault: Fault, seen: readonly Finding[] = []) {
    super(`not valid ${fault.format} at line ${fault.line}, column ${fault.column}: ${fault.message}`)
    this.fault = fault
    this.seen = seen
  }
}

/** The findings of a file that whoever runs it refuses: nothing in it decides anything until it is repaired. */
export function unheard(findings: readonly Finding[]): readonly Finding[] {
  return findings.map(finding => ({...finding, live: false, why: 'in a file that nothing can read'}))
}

/** What a detector saw at an offset, before line and column are known. */
export type Statement = {
  readonly kind: FindingKind
  readonly start: number
  readonly value: string
  readonly live: boolean
  readonly why: string
  readonly crate?: string
  readonly axis?: string
}

/** The findings of one file, in its order; of two statements about one offset the first counts. */
export function findingsOf(file: SourceFile, place: PlaceKind, statements: readonly Statement[]): readonly Finding[] {
  const byStart = new Map<number, Statement>()
  for (const statement of statements) if (!byStart.has(statement.start)) byStart.set(statement.start, statement)
  return [...byStart.values()].toSorted((a, b) => a.start - b.start).map(findingIn(file, place))
}

/** Makes statements about one file findings; the lines of the file are counted once for all of them. */
export function findingIn(file: SourceFile, place: PlaceKind): (statement: Statement) => Finding {
  const lines = lineStarts(file.text)
  return ({start, ...rest}) => ({
    ...rest,
    place,
    path: file.path,
    ...positionIn(lines, start),
    span: {start, end: start + rest.value.length},
    text: lineAt(file.text, start).trim(),
  })
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
