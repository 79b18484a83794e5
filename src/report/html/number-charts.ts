import {amountText} from '../../domain/amount-text.ts'
import {percentText} from '../../domain/percent-text.ts'
import {limitText, sideText} from '../markdown-numbers.ts'
import type {Metric} from '../metrics.ts'
import {escapeHtml} from './escape-html.ts'
import {rect, stroke, svg} from './svg.ts'

/** A pair of bars for each number that has a limit or was measured in units: before, after, where they lay, and the limit. */
export function numberCharts(metrics: readonly Metric[]): string {
  const shown = metrics.filter(({kind, before, after}) => kind !== 'tests' && before !== null && after !== null)
  if (shown.length === 0) return ''
  const legend =
    '<p class="legend"><span class="before"></span> before <span class="after"></span> after <span class="limit"></span> limit</p>'
  return [legend, '<div class="charts">', ...shown.map(pairFigure), '</div>'].join('\n')
}

function pairFigure(metric: Metric, index: number): string {
  const {name, before, after, change, unit, verdict} = metric
  const {glyph, word} = verdictWords[verdict]
  const said = `${amountText(before ?? 0, unit)} → ${amountText(after ?? 0, unit)}`
  const by = change === null ? '' : `, ${percentText(change)}`
  const caption = `<b>${escapeHtml(name)}</b> ${escapeHtml(said + by)} <span class="verdict ${verdict}">${glyph} ${word}</span>`
  return `<figure>\n<figcaption>${caption}</figcaption>\n${pairPicture(metric, index)}\n</figure>`
}

function pairPicture(metric: Metric, index: number): string {
  const {name, unit, before, after, beforeSpread, afterSpread} = metric
  const limit = limitValue(metric)
  const values = [before, after, limit, beforeSpread?.high, afterSpread?.high].map(value => value ?? 0)
  const most = Math.max(...values) * 1.04 || 1
  const x = (value: number) => (100 * Math.max(0, value)) / most
  const spread = (one: Metric['afterSpread'], y: number) =>
    one === null ? [] : [stroke('spread', [x(one.low), y, x(one.high), y])]
  const says = `Before ${sideText(before, beforeSpread, unit)}, after ${sideText(after, afterSpread, unit)}, limit ${limitText(metric)}.`
  return svg({
    id: `number-${index}`,
    title: `${name}: before and after`,
    says,
    width: 100,
    height: 26,
    shapes: [
      rect('before', [0, 1, x(before ?? 0), 10]),
      rect(`after ${metric.verdict}`, [0, 15, x(after ?? 0), 10]),
      ...spread(beforeSpread, 6),
      ...spread(afterSpread, 20),
      ...(limit === undefined ? [] : [stroke('limit', [x(limit), 0, x(limit), 26])]),
    ],
  })
}

/** Up to where it was accepted. */
function limitValue({before, threshold, higherIsBetter}: Metric): number | undefined {
  if (before === null || threshold === null) return undefined
  return before * (1 + (higherIsBetter ? -threshold : threshold))
}

/** Colour only repeats what these say. */
const verdictWords: Readonly<Record<Metric['verdict'], {readonly glyph: string; readonly word: string}>> = {
  within: {glyph: '✓', word: 'within its limit'},
  noise: {glyph: '≈', word: 'within the noise'},
  exceeded: {glyph: '✗', word: 'exceeded'},
  rollback: {glyph: '✗', word: 'go back'},
  'no-limit': {glyph: '–', word: 'no limit'},
  unknown: {glyph: '–', word: 'unknown'},
}
