import {amountText} from '../domain/amount-text.ts'
import {count} from '../domain/count.ts'
import {percentText} from '../domain/percent-text.ts'
import {escapeMarkdown} from './escape-markdown.ts'
import {markdownTable} from './markdown-parts.ts'
import type {Metric, Spread} from './metrics.ts'

/** The numbers of both sides, with what they may be and where each run lay. */
export function markdownNumbers(metrics: readonly Metric[]): string {
  const rows = metrics.map(metric => [
    escapeMarkdown(metric.name),
    escapeMarkdown(sideText(metric.before, metric.beforeSpread, metric.unit)),
    escapeMarkdown(sideText(metric.after, metric.afterSpread, metric.unit)),
    metric.change === null ? '—' : percentText(metric.change),
    limitText(metric),
    verdictCell[metric.verdict],
  ])
  return markdownTable(['', 'before', 'after', 'change', 'limit', 'verdict'], rows)
}

/** `20.0 s (19.1 s – 21.3 s, 5 runs)`; a dash where it wasn't measured. */
export function sideText(value: number | null, spread: Spread | null, unit: string): string {
  if (value === null) return '—'
  const text = amountText(value, unit === 'tests' ? '' : unit)
  if (spread === null) return text
  const {low, high, runs} = spread
  return `${text} (${amountText(low, unit)} – ${amountText(high, unit)}${runs > 1 ? `, ${count(runs, 'run')}` : ''})`
}

/** `+5 % at most, back from +10 % on`: how much worse it may become; where more is better, how much less. */
export function limitText({
  threshold,
  rollback,
  higherIsBetter,
}: Pick<Metric, 'threshold' | 'rollback' | 'higherIsBetter'>): string {
  if (threshold === null) return '—'
  const worse = (share: number) => percentText(higherIsBetter ? -share : share)
  return `${worse(threshold)} at most${rollback === null ? '' : `, back from ${worse(rollback)} on`}`
}

const verdictCell: Readonly<Record<Metric['verdict'], string>> = {
  within: 'within',
  noise: 'within the noise',
  exceeded: '**exceeded**',
  rollback: '**go back**',
  'no-limit': '—',
  unknown: 'unknown',
}
