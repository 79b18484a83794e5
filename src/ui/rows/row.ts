import {clean} from '../../domain/clean-text.ts'
import type {StyleName} from './theme.ts'
import {cut, cutStart, widthOf, wrap} from './width.ts'

/** A stretch of text in one style. */
export type Span = {readonly text: string; readonly style?: StyleName}

/** One line of the screen. */
export type Row = readonly Span[]

export const blank: Row = []

export function span(text: string, style?: StyleName | undefined): Span {
  return style === undefined ? {text} : {text, style}
}

/** A line in one style. */
export function line(text: string, style?: StyleName | undefined): Row {
  return [span(text, style)]
}

export function rowWidth(row: Row): number {
  return row.reduce((sum, {text}) => sum + widthOf(text), 0)
}

/** The row cut to `width` columns. */
export function cutRow(row: Row, width: number): Row {
  const kept: Span[] = []
  let left = width
  for (const one of row) {
    if (left <= 0) break
    const text = cut(one.text, left)
    kept.push({...one, text})
    left -= widthOf(text)
  }
  return kept
}

/** Two ends of one line: `left` is cut when both don't pad. */
export function ends(left: Row, right: Row, width: number): Row {
  const room = Math.max(0, width - rowWidth(right) - 2)
  const short = cutRow(left, room)
  return [...short, span(' '.repeat(Math.max(0, width - rowWidth(short) - rowWidth(right)))), ...right]
}

/** A horizontal rule that carries a title and, on its right, a remark. */
export function rule(title: string, width: number, remark = ''): Row {
  const right = remark === '' ? '' : ` ${remark} ──`
  const head = title === '' ? '' : ` ${cut(title, width - widthOf(right) - 6)} `
  const fill = '─'.repeat(Math.max(0, width - 2 - widthOf(head) - widthOf(right)))
  return [span('──', 'dim'), span(head, 'strong'), span(fill, 'dim'), span(right, 'dim')]
}

/** A horizontal rule that carries a row. */
export function rowRule(row: Row, width: number): Row {
  const short = cutRow(row, width - 5)
  const fill = '─'.repeat(Math.max(0, width - 4 - rowWidth(short)))
  return [span('── ', 'dim'), ...short, span(` ${fill}`, 'dim')]
}

/** The title of a rule of this width that is a place: its end says more than its beginning. */
export function placeTitle(place: string, width: number, remark = ''): string {
  return cutStart(clean(place), width - widthOf(remark) - 10)
}

/** Prose in rows of at most `width` columns (100 at most: longer lines are hard to read), each indented. */
export function prose(text: string, width: number, options: ProseOptions = {}): Row[] {
  const {style, first = '', rest = ' '.repeat(widthOf(first))} = options
  const room = Math.min(width, widestProse) - widthOf(first)
  return wrap(text, Math.max(8, room)).map((one, at) => [span(at === 0 ? first : rest, style), span(one, style)])
}

/** The same for a text of several lines, each a paragraph of its own. */
export function paragraphs(text: string, width: number): Row[] {
  return text.split('\n').flatMap(line => prose(clean(line), width))
}

type ProseOptions = {readonly style?: StyleName | undefined; readonly first?: string; readonly rest?: string}

/** The window of `height` rows that starts at `start`, moved so that it is full when it can be. */
export function windowOf<T>(rows: readonly T[], start: number, height: number): readonly T[] {
  const first = Math.max(0, Math.min(start, rows.length - height))
  return rows.slice(first, first + Math.max(0, height))
}

/** Where a window must start so that `at` is in its middle when there is room on both sides. */
export function startAround(at: number, count: number, height: number): number {
  return Math.max(0, Math.min(at - Math.floor(height / 2), count - height))
}

const widestProse = 100
