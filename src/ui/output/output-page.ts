import type {Reading, Tail} from '../../store/view.ts'
import type {Area} from '../area.ts'
import {foldColumns, sliceColumns} from './text-columns.ts'

/** One line of output as the rows it takes. */
export type PageLine = {readonly number: number; readonly rows: readonly string[]}

/** What of the output is on the screen: the end of it, or from the line on that is read. */
export function pageOf(tail: Tail, reading: Reading, area: Area): readonly PageLine[] {
  const {at} = reading
  return at === undefined ? lastPage(tail, reading, area) : pageFrom(tail, reading, at.top, pageRoom(reading, area))
}

/** Rows for lines: while somebody reads, the last row says what is below. */
export function pageRoom({at}: Reading, {height, ...area}: Area): Area {
  return {...area, height: Math.max(1, at === undefined ? height : height - 1)}
}

/** The number of the first line on the screen. */
export function firstOf(tail: Tail, reading: Reading, area: Area): number {
  return reading.at?.top ?? lastPage(tail, reading, area)[0]?.number ?? 0
}

/** How many lines before this one fill `rows` rows; at least one. */
export function linesBefore(tail: Tail, reading: Reading, line: number, {width, height}: Area): number {
  let room = height
  let count = 0
  while (count < line) {
    room -= rowsOf(lineAt(tail, line - count - 1) ?? '', reading, width, height).length
    if (room < 0) break
    count += 1
  }
  return Math.max(1, count)
}

/** A line by its number; undefined when it isn't at hand. */
export function lineAt({lines, totalLines, window}: Tail, number: number): string | undefined {
  const first = totalLines - lines.length
  return number >= first ? lines[number - first] : window?.lines[number - window.from]
}

/** Whether all lines of a page that starts here are at hand. */
export function isAtHand(tail: Tail, top: number, height: number): boolean {
  const end = Math.min(tail.totalLines, top + height)
  return isKnown(tail, Math.max(0, top)) && isKnown(tail, Math.max(0, end - 1))
}

function isKnown(tail: Tail, number: number): boolean {
  return number >= tail.totalLines || lineAt(tail, number) !== undefined
}

function lastPage(tail: Tail, reading: Reading, {width, height}: Area): readonly PageLine[] {
  const page: PageLine[] = []
  let room = height
  for (let number = tail.totalLines - 1; number >= 0 && room > 0; number -= 1) {
    const rows = rowsOf(lineAt(tail, number) ?? '', reading, width, mostRows)
    page.unshift({number, rows: rows.slice(-room)})
    room -= rows.length
  }
  return page
}

function pageFrom(tail: Tail, reading: Reading, top: number, {width, height}: Area): readonly PageLine[] {
  const page: PageLine[] = []
  let room = height
  for (let number = top; number < tail.totalLines && room > 0; number += 1) {
    const rows = rowsOf(lineAt(tail, number) ?? '', reading, width, room)
    page.push({number, rows})
    room -= rows.length
  }
  return page
}

/** Only what can be seen is wrapped: a line has `most` rows at most. */
function rowsOf(text: string, {isWrapped, column}: Reading, width: number, most: number): readonly string[] {
  return isWrapped ? foldColumns(text, width, most) : [sliceColumns(text, column, width)]
}

const mostRows = 100
