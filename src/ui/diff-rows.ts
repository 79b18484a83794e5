import {structuredPatch} from 'diff'
import type {FileWrite} from '../domain/step-kind.ts'
import {clean} from './clean-text.ts'
import {blank, ends, type Row, span} from './row.ts'
import type {StyleName} from './theme.ts'
import {cut, cutStart} from './width.ts'
import {counted} from './words.ts'

/** What the files would look like: per file its name and the changed lines with a little around them. */
export function diffRows(writes: readonly FileWrite[], width: number): Row[] {
  return writes.flatMap(write => [blank, ...fileRows(write, width)])
}

function fileRows({path, before, after}: FileWrite, width: number): Row[] {
  const {hunks} = structuredPatch(path, path, before ?? '', after, '', '', {context: 1})
  const changed = hunks.flatMap(hunk => hunk.lines)
  const [added, removed] = ['+', '-'].map(sign => changed.filter(one => one.startsWith(sign)).length)
  const remark = before === undefined ? `new, ${counted(added ?? 0, 'line')}` : `+${added} -${removed}`
  const name = span(cutStart(clean(path), width - remark.length - 2), 'strong')
  const rows = hunks.flatMap((hunk, at) => [
    ...(at === 0 ? [] : [[span('     ⋮'.padEnd(numberWidth), 'dim')]]),
    ...hunkRows(hunk, width),
  ])
  const shown = rows.slice(0, mostRows)
  const more = rows.length - shown.length
  return [
    ends([name], [span(remark, 'dim')], Math.min(width, 100)),
    ...shown,
    ...(more > 0 ? [[span(`       ${counted(more, 'more line')}`, 'dim')]] : []),
  ]
}

function hunkRows(hunk: {oldStart: number; newStart: number; lines: string[]}, width: number): Row[] {
  let [oldLine, newLine] = [hunk.oldStart, hunk.newStart]
  return hunk.lines
    .filter(one => !one.startsWith('\\'))
    .map(one => {
      const sign = one.slice(0, 1)
      const number = sign === '-' ? oldLine : newLine
      if (sign !== '+') oldLine += 1
      if (sign !== '-') newLine += 1
      const text = cut(`${sign} ${clean(one.slice(1))}`, width - numberWidth)
      return [span(`${String(number).padStart(numberWidth - 2)}  `, 'dim'), span(text, signStyle(sign))]
    })
}

function signStyle(sign: string): StyleName | undefined {
  if (sign === '+') return 'added'
  return sign === '-' ? 'removed' : undefined
}

const numberWidth = 7
const mostRows = 400
