import {durationText} from '../../domain/amount-text.ts'
import {clean} from '../../domain/clean-text.ts'
import type {Session} from '../../journal/session.ts'
import {line, type Row, span} from './row.ts'
import {columns} from './sparkline.ts'
import {cut, pad, padLeft} from './width.ts'
import {diskSize} from './words.ts'

/** Where the time of a session went: a bar for each step that took any. */
export function stepTimeRows({steps}: Session, width: number): Row[] {
  const timed = steps.filter(({durationMs}) => durationMs > 0)
  const most = Math.max(...timed.map(({durationMs}) => durationMs))
  if (timed.length < 2) return []
  const barWidth = Math.max(8, Math.floor(width / 4))
  const nameWidth = width - barWidth - timeWidth - 2
  return timed.map(({plan, durationMs}) => [
    span(pad(clean(plan.title), nameWidth)),
    span(padLeft(durationText(durationMs), timeWidth)),
    span('  '),
    span('█'.repeat(Math.max(1, Math.round((barWidth * durationMs) / most))), 'accent'),
  ])
}

/** `Compile errors  42 → 17 → 0  ▇▃▁`; nothing where there was nothing to mend. */
export function burnDownRows(rounds: readonly number[], width: number): Row[] {
  if (rounds.length === 0) return []
  const told = `${pad('Compile errors', labelWidth)}${rounds.join(' → ')}`
  return [[span(cut(told, width - rounds.length - 2)), span('  '), span(columns(rounds), 'accent')]]
}

/** `Free on the disk  40 GB → 36 GB, least 33 GB  ▇▁▃`; nothing where it was looked at less than twice. */
export function freeRows({disk = []}: Session, width: number): Row[] {
  const free = disk.map(({freeBytes}) => freeBytes)
  const [first, last] = [free.at(0), free.at(-1)]
  if (first === undefined || last === undefined || free.length < 2) return []
  const least = Math.min(...free)
  const told = `${pad('Free on the disk', labelWidth)}${diskSize(first)} → ${diskSize(last)}, least ${diskSize(least)}`
  const shown = free.slice(-mostSamples).map(bytes => bytes - least)
  return width < told.length + shown.length + 2
    ? [line(cut(told, width))]
    : [[span(told), span('  '), span(columns(shown), 'accent')]]
}

const labelWidth = 24
const timeWidth = 11
const mostSamples = 24
