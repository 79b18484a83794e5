import {clean} from '../../domain/clean-text.ts'
import {type Row, span} from './row.ts'
import {cut, cutStart, widthOf} from './width.ts'

/** Whether a line of a compiler's message must keep its shape: source, the marks below it, or the place above it. */
export function isFrameLine(line: string): boolean {
  return gutter.test(line) || place.test(line)
}

/**
 * A stretch of such lines at one width. The source gives up the indentation all of it has, then as much from its left as
 * the marks need to stay in view: `^^^` is only worth something below what it points at.
 */
export function codeFrame(lines: readonly string[], width: number): Row[] {
  const parts = lines.map(line => gutter.exec(line))
  const sources = parts.flatMap(part => (part?.[2] === undefined || part[2].trim() === '' ? [] : [part[2]]))
  const indent = Math.min(...sources.map(source => /^ */.exec(source)?.[0].length ?? 0))
  const room = width - Math.max(0, ...parts.map(part => part?.[1]?.length ?? 0))
  const hidden = hiddenColumns(
    sources.filter(isMarks).map(source => source.slice(indent)),
    room,
  )
  return lines.map((line, at) => {
    const [, head, source = ''] = parts[at] ?? []
    if (head === undefined) return placeRow(line, width)
    return [
      span(head, 'dim'),
      span(cut(shifted(source.slice(indent), hidden), room), isMarks(source) ? 'warn' : undefined),
    ]
  })
}

/** Columns to leave out on the left so that the first mark, and the whole of it if possible, is visible. */
function hiddenColumns(marks: readonly string[], room: number): number {
  const starts = marks.map(mark => mark.search(/\S/))
  const ends = marks.map(mark => /^[\s^~_-]*/.exec(mark)?.[0].trimEnd().length ?? 0)
  if (marks.length === 0 || Math.max(...ends) <= room) return 0
  return Math.max(0, Math.min(Math.min(...starts) - margin, Math.max(...ends) - room + margin))
}

function shifted(source: string, hidden: number): string {
  if (hidden === 0 || source === '') return source
  return isMarks(source) ? source.slice(hidden) : `…${source.slice(hidden + 1)}`
}

/** The end of a path says more than its beginning. */
function placeRow(line: string, width: number): Row {
  const [, arrow = '', path = line] = place.exec(line) ?? []
  return [span(arrow, 'dim'), span(cutStart(clean(path), width - widthOf(arrow)), 'dim')]
}

function isMarks(source: string): boolean {
  return /^\s*[\^~_|-]/.test(source) && !/^\s*->/.test(source)
}

const margin = 4
// `58 |     source`, `   |     ^^^`, `58 -     gone`
const gutter = /^(\s*\d*\s+[|+~-](?:\s|$))(.*)$/
// `  --> src/lib.rs:58:20`, `  ::: src/other.rs:3:1`, and `...` where lines are left out
const place = /^(\s*(?:(?:-->|:::)\s+|\.\.\.))(.*)$/
