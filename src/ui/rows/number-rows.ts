import {amountText} from '../../domain/amount-text.ts'
import {clean} from '../../domain/clean-text.ts'
import {percentText} from '../../domain/percent-text.ts'
import type {ComparedNumber, Reading} from '../../report/compare-numbers.ts'
import {line, type Row, span} from './row.ts'
import type {Look} from './theme.ts'
import {cut, pad, padLeft} from './width.ts'

/** The numbers of both sides as a table. Its columns fit into 78; the limit’s goes first where there is less. */
export function numberRows(numbers: readonly ComparedNumber[], width: number): Row[] {
  const hasLimit = width >= 72
  const limitWidth = hasLimit ? 9 : 0
  const nameWidth = Math.max(14, Math.min(24, width - 20 - changeWidth - limitWidth - verdictWidth))
  const cells = (name: string, before: string, now: string, change: string, limit: string) =>
    pad(name, nameWidth) +
    [before, now].map(text => padLeft(text, 10)).join('') +
    padLeft(change, changeWidth) +
    padLeft(hasLimit ? limit : '', limitWidth)
  return [
    line(cut(cells('', 'before', 'now', 'change', 'limit'), width), 'dim'),
    ...numbers.map(number => {
      const {glyph, word, style} = lookOf(number)
      const change = number.change === undefined ? '' : percentText(number.change)
      const text = cells(
        clean(number.name),
        readingText(number.before, number.unit),
        readingText(number.now, number.unit),
        change,
        number.limit ?? '',
      )
      return [span(text), span(`  ${glyph} ${word}`, style)]
    }),
  ]
}

/** What is still to come isn't what nothing measures. */
function lookOf({verdict, before, now}: ComparedNumber): Look {
  if (verdict !== 'open') return numberLook[verdict]
  return before === 'coming' || now === 'coming'
    ? {glyph: '·', word: 'not yet', style: 'dim'}
    : {glyph: '–', word: 'not known', style: 'dim'}
}

function readingText(reading: Reading, unit: ComparedNumber['unit']): string {
  if (reading === 'coming') return 'not yet'
  if (reading === 'none') return '–'
  return amountText(reading, unit === 'count' ? '' : unit)
}

const numberLook: Readonly<Record<Exclude<ComparedNumber['verdict'], 'open'>, Look>> = {
  within: {glyph: '✓', word: 'within', style: 'good'},
  noise: {glyph: '≈', word: 'noise', style: 'warn'},
  exceeded: {glyph: '✗', word: 'exceeded', style: 'bad'},
  rollback: {glyph: '✗', word: 'go back', style: 'bad'},
  'no-limit': {glyph: '–', word: 'no limit', style: 'dim'},
}

const verdictWidth = 13
const changeWidth = 9
