import type {Span} from '../domain/edit.ts'

/** Where the line around an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the line around an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end === -1) return text.length
  return text[end - 1] === '\r' && end > offset ? end - 1 : end
}

/** The line break after an offset as it is written there; of the last line, the one before it. */
export function lineBreak(text: string, offset: number): string {
  const end = text.indexOf('\n', offset)
  const at = end === -1 ? text.lastIndexOf('\n') : end
  return text[at - 1] === '\r' ? '\r\n' : '\n'
}

/** The blanks that the line around an offset begins with. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ''
}

/** Whether nothing but blanks stands before an offset in its line; a byte order mark counts as one. */
export function isFirstInLine(text: string, offset: number): boolean {
  return /^\uFEFF?[ \t]*$/.test(text.slice(lineStart(text, offset), offset))
}

/** The lines that a span covers, with the line break behind them; at the end of a text, with the one before. */
export function wholeLines(text: string, {start, end}: Span): Span {
  const from = lineStart(text, start)
  const to = text.indexOf('\n', end)
  if (to !== -1) return {start: from, end: to + 1}
  const before = text[from - 2] === '\r' ? from - 2 : Math.max(0, from - 1)
  return {start: before, end: text.length}
}
