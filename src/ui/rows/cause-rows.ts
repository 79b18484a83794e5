import {clean} from '../../domain/clean-text.ts'
import type {ErrorGroup} from '../../domain/diagnosis.ts'
import type {Area} from '../area.ts'
import type {Cause} from '../causes.ts'
import {diffRows} from './diff-rows.ts'
import {quotedRows} from './problem-rows.ts'
import {blank, prose, type Row, rule, span, startAround, windowOf} from './row.ts'
import type {Look, StyleName} from './theme.ts'
import {cut, pad, padLeft} from './width.ts'
import {counted} from './words.ts'

/** A row a cause: how many errors, what becomes of it, what it is. */
export function causeList(causes: readonly Cause[], highlight: number, {width, height}: Area): Row[] {
  const rows = causes.map((cause, at) => {
    const {glyph, word, style} = lookOf(cause)
    const {group, title} = cause
    const name = group === undefined ? title : `${group.code ?? 'error'} ${group.change ?? title}`
    return [
      span(at === highlight ? '▸ ' : '  ', 'accent'),
      span(padLeft(group === undefined ? '' : String(group.count), countWidth), 'strong'),
      span(`  ${glyph} ${pad(word, wordWidth)}`, style),
      span(cut(clean(name), width - countWidth - wordWidth - 6), at === highlight ? 'strong' : undefined),
    ]
  })
  return [...windowOf(rows, startAround(highlight, rows.length, height), height)]
}

/** The cause, what to write instead, the first error as the compiler says it, what would be rewritten, and where else. */
export function causeRows({group, proposal}: Cause, width: number): Row[] {
  return [
    ...prose(clean(group?.why ?? proposal?.why ?? ''), width),
    ...(group === undefined ? [] : groupRows(group, width)),
    ...(proposal === undefined
      ? []
      : [blank, rule('Proposed', width, proposal.isSafe ? 'safe' : 'look at it'), ...diffRows(proposal.writes, width)]),
    ...(group === undefined ? [] : placeRows(group, width)),
  ]
}

function groupRows({before, after, rendered}: ErrorGroup, width: number): Row[] {
  return [
    ...instead('before ', before, 'removed', width),
    ...instead('after  ', after, 'added', width),
    blank,
    ...quotedRows(rendered.trimEnd(), width),
  ]
}

function instead(label: string, code: string | undefined, style: StyleName, width: number): Row[] {
  return code === undefined ? [] : prose(clean(code.replace(/\s+/g, ' ')), width, {style, first: label})
}

function placeRows({places, count}: ErrorGroup, width: number): Row[] {
  if (count < 2) return []
  const shown = places.map(({path, line, column}) => `${path}:${line}:${column}`)
  const more = count > shown.length ? ` and ${count - shown.length} more` : ''
  return [blank, ...prose(clean(`${counted(count, 'error')}: ${shown.join(', ')}${more}`), width, {style: 'dim'})]
}

function lookOf({proposal, isSkipped}: Cause): Look {
  if (proposal !== undefined) {
    return proposal.isSafe
      ? {glyph: '◆', word: 'can be mended', style: 'good'}
      : {glyph: '◆', word: 'may be mended', style: 'warn'}
  }
  return isSkipped ? {glyph: '»', word: 'skipped', style: 'dim'} : {glyph: '■', word: 'by hand', style: 'warn'}
}

const countWidth = 4
const wordWidth = 14
