import {clean} from '../../domain/clean-text.ts'
import {percentText} from '../../domain/percent-text.ts'
import type {ComparedNumber} from '../../report/compare-numbers.ts'
import {line, type Row, span} from './row.ts'
import type {StyleName} from './theme.ts'
import {cut, pad, padLeft} from './width.ts'

type Gauged = ComparedNumber & {readonly change: number}

/** A bar for each number that was measured on both sides: now against before and its limit. None where nothing was. */
export function gaugeRows(numbers: readonly ComparedNumber[], width: number): Row[] {
  const shown = numbers.filter(isGauged)
  if (shown.length === 0) return []
  const nameWidth = width >= 72 ? 24 : 16
  const barWidth = Math.max(8, Math.min(48, width - nameWidth - changeWidth - 2))
  return [
    line(cut(`${' '.repeat(nameWidth)} █ now   │ before   ┆ limit`, width), 'dim'),
    ...shown.map(number => [
      span(pad(clean(number.name), nameWidth)),
      span(' '),
      span(gauge(number, barWidth), styleOf(number)),
      span(padLeft(percentText(number.change), changeWidth)),
    ]),
  ]
}

/** Counts are compared by name, not by their size. */
function isGauged(number: ComparedNumber): number is Gauged {
  return number.change !== undefined && number.unit !== 'count'
}

/** `████████│██┆  `: the bar as long as what is now, with marks where it was before and where its limit is. */
function gauge({change, accepted}: Gauged, width: number): string {
  const most = 1.05 * Math.max(1, 1 + change, 1 + (accepted ?? 0))
  const cell = (share: number) => Math.max(0, Math.min(width - 1, Math.round((share / most) * width)))
  const cells: string[] = Array.from({length: width}, (_, at) => (at < cell(1 + change) ? '█' : ' '))
  cells[cell(1)] = '│'
  if (accepted !== undefined) cells[cell(1 + accepted)] = '┆'
  return cells.join('')
}

/** The mark beyond the limit, the percentage and the table's word say it as well. */
function styleOf({verdict}: Gauged): StyleName {
  if (verdict === 'exceeded' || verdict === 'rollback') return 'bad'
  return verdict === 'noise' ? 'warn' : 'accent'
}

const changeWidth = 9
