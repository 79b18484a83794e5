import {clean} from '../../domain/clean-text.ts'
import type {Happening} from '../../journal/happening.ts'
import {blank, line, type Row, span} from '../rows/row.ts'
import {pad, widthOf} from '../rows/width.ts'
import {localTime} from '../rows/words.ts'
import type {Tab} from './tab.ts'

/** Everything that happened in the session, by whom and when; the latest at the end, which is followed. */
export const historyTab: Tab = {
  id: 'history',
  number: 6,
  label: 'History',
  followsEnd: true,
  isThere: ({happened}) => happened.length > 0,
  detail: ({happened}) => ({title: 'What happened', head: [], body: historyRows(happened)}),
}

/** A row each, cut by whoever draws them, with the day above the first of each day. */
export function historyRows(happened: readonly Happening[]): readonly Row[] {
  const kept = histories.get(happened)
  if (kept !== undefined) return kept
  const rows: Row[] = []
  let day = ''
  for (const one of happened) {
    const {date, row} = rowOf(one)
    if (date !== day) rows.push(...(day === '' ? [] : [blank]), line(date, 'heading'))
    day = date
    rows.push(row)
  }
  histories.set(happened, rows)
  return rows
}

type Dated = {readonly date: string; readonly row: Row}

/** Made once for each: there may be thousands, and only those in the window are drawn. */
function rowOf(happening: Happening): Dated {
  const known = rows.get(happening)
  if (known !== undefined) return known
  const {at, by, did, what, tone} = happening
  const [date = '', time = ''] = localTime(at).split(' ')
  const who = clean(by)
  const row = [
    span(`${time}  `, 'dim'),
    span(`${pad(who, Math.min(widestName, Math.max(nameWidth, widthOf(who))))} `, by === 'wizard' ? 'dim' : 'accent'),
    span(`${pad(did, verbWidth)} `, tone),
    span(clean(what.replace(/\s+/g, ' '))),
  ]
  const dated = {date, row}
  rows.set(happening, dated)
  return dated
}

const nameWidth = 7
const widestName = 16
const verbWidth = 11
const rows = new WeakMap<Happening, Dated>()
const histories = new WeakMap<readonly Happening[], readonly Row[]>()
