import {structuredPatch} from 'diff'
import {clean} from '../../domain/clean-text.ts'
import {blank, ends, type Row, span} from './row.ts'
import type {StyleName} from './theme.ts'
import {cut, cutStart} from './width.ts'
import {counted} from './words.ts'

/** A file before and after, undefined where there is none; `said` in place of lines where no line would show it. */
export type ShownFile = {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly said?: string
}

/** What the files would look like: per file its name and the changed lines with a little around them. */
export function diffRows(files: readonly ShownFile[], width: number): Row[] {
  return files.flatMap(file => [blank, ...keptRows(file, width)])
}

function fileRows({path, before, after, said}: ShownFile, width: number): Row[] {
  if (said !== undefined) return [nameRow(path, said, width)]
  const {hunks} = structuredPatch(path, path, before ?? '', after ?? '', '', '', {context: 1})
  const changed = hunks.flatMap(hunk => hunk.lines)
  const [added = 0, removed = 0] = ['+', '-'].map(sign => changed.filter(one => one.startsWith(sign)).length)
  if (after === undefined) return [nameRow(path, `removed, ${counted(removed, 'line')}`, width)]
  const rows = hunks.flatMap((hunk, at) => [
    ...(at === 0 ? [] : [[span('     ⋮'.padEnd(numberWidth), 'dim')]]),
    ...hunkRows(hunk, width),
  ])
  const shown = rows.slice(0, mostRows)
  const more = rows.length - shown.length
  return [
    nameRow(path, before === undefined ? `new, ${counted(added, 'line')}` : `+${added} -${removed}`, width),
    ...shown,
    ...(more > 0 ? [[span(`       ${counted(more, 'more line')}`, 'dim')]] : []),
  ]
}

function nameRow(path: string, remark: string, width: number): Row {
  const says = cut(clean(remark), width - 12)
  const name = span(cutStart(clean(path), width - says.length - 2), 'strong')
  return ends([name], [span(says, 'dim')], Math.min(width, 100))
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

/** A diff takes its time, and the same one is drawn again at every key: kept by the texts it is made of. */
function keptRows(file: ShownFile, width: number): readonly Row[] {
  const key = `${width}\n${file.path}\n${file.said ?? ''}`
  const known = kept.find(one => one.key === key && one.before === file.before && one.after === file.after)
  if (known !== undefined) return known.rows
  const {before, after} = file
  const rows = fileRows(file, width)
  kept.push({key, before, after, rows})
  if (kept.length > mostKept) kept.shift()
  return rows
}

type Kept = {
  readonly key: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly rows: readonly Row[]
}
const kept: Kept[] = []
const mostKept = 200

const numberWidth = 7
const mostRows = 400
