import {clean} from '../../domain/clean-text.ts'
import {isErrorLine} from '../../output/marks.ts'
import {freshReading, type Reading, type Tail} from '../../store/view.ts'
import type {Area} from '../area.ts'
import {blank, ends, type Row, span} from '../rows/row.ts'
import {counted} from '../rows/words.ts'
import {hitRow, placesOf} from './hit-row.ts'
import {pageOf} from './output-page.ts'

/** The output in the rows there are; the last one tells what is below while somebody reads further up. */
export function outputRows(tail: Tail, area: Area, reading: Reading = freshReading): Row[] {
  const page = pageOf(tail, reading, area)
  const rows = page.flatMap(({number, rows: own}) => own.map(text => hitRow(text, soughtIn(text, number, reading))))
  if (reading.at === undefined) return rows
  const room = Math.max(1, area.height - 1)
  const badge = badgeRow(tail, reading, reading.at, page.at(-1)?.number ?? 0, area.width)
  return [...Array.from({length: room}, (_, at) => rows[at] ?? blank), badge]
}

/** What is marked in a row: what was searched for, else how the error begins that was jumped to. */
function soughtIn(text: string, line: number, {wanted = '', mark}: Reading): string {
  if (line !== mark) return wanted
  const plain = clean(text)
  if (wanted !== '' && placesOf(plain, wanted).length > 0) return wanted
  return isErrorLine(plain) ? (/^\S+/.exec(plain)?.[0] ?? '') : wanted
}

type At = NonNullable<Reading['at']>

/** `↓ 120 new lines, G follows` and where one is. */
function badgeRow(tail: Tail, {column}: Reading, {top, since}: At, last: number, width: number): Row {
  const added = tail.totalLines - since
  const below = tail.totalLines - last - 1
  const what = added > 0 ? counted(added, 'new line') : `${counted(below, 'line')} below`
  const sideways = column === 0 ? '' : `, column ${column + 1}`
  const place = `line ${top + 1} of ${tail.totalLines}${sideways}`
  return ends([span(`↓ ${what}, G follows`, 'warn')], [span(place, 'dim')], width)
}
