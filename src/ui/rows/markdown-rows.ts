import {cleanLines} from '../../domain/clean-text.ts'
import {blank, line, prose, type Row, span} from './row.ts'
import type {StyleName} from './theme.ts'
import {cut, pad, widthOf} from './width.ts'

/** Markdown for reading on a terminal: headings, lists, tables with aligned columns, code as it stands. */
export function markdownRows(markdown: string, width: number): Row[] {
  const rows: Row[] = []
  const lines = cleanLines(markdown)
  let isCode = false
  for (let at = 0; at < lines.length; at += 1) {
    const text = lines[at] ?? ''
    if (/^\s*```/.test(text)) {
      isCode = !isCode
      continue
    }
    if (isCode) rows.push(line(cut(`  ${text}`, width), 'accent'))
    else if (text.startsWith('|')) {
      const end = lines.findIndex((one, index) => index > at && !one.startsWith('|'))
      const table = lines.slice(at, end === -1 ? lines.length : end)
      rows.push(...tableRows(table, width))
      at += table.length - 1
    } else rows.push(...blockRows(text, width))
  }
  return rows
}

function blockRows(text: string, width: number): Row[] {
  if (text.trim() === '') return [blank]
  const heading = /^(#{1,6})\s+(.*)$/.exec(text)
  if (heading !== null) return [line(cut(inline(heading[2] ?? ''), width), heading[1] === '#' ? 'strong' : 'heading')]
  const item = /^(\s*)(?:[-*+]|(\d+[.)]))\s+(?:\[([ xX])\]\s+)?(.*)$/.exec(text)
  if (item === null) return prose(inline(text), width, quoteStyle(text))
  const [, indent = '', number, box, rest = ''] = item
  const mark = box === undefined ? `${number ?? '•'} ` : boxMark(box)
  return prose(inline(rest), width, {first: `${indent}${mark}`})
}

function boxMark(box: string): string {
  return box === ' ' ? '[ ] ' : '[x] '
}

function quoteStyle(text: string): {style?: StyleName} {
  return text.startsWith('>') ? {style: 'dim'} : {}
}

function tableRows(table: readonly string[], width: number): Row[] {
  const cells = table
    .map(row =>
      row
        .replace(/^\||\|\s*$/g, '')
        .split(/(?<!\\)\|/)
        .map(cell => inline(cell.trim().replaceAll('\\|', '|'))),
    )
    .filter(row => !row.every(cell => /^:?-{2,}:?$/.test(cell)))
  const count = Math.max(...cells.map(row => row.length))
  const natural = Array.from({length: count}, (_, at) => Math.max(...cells.map(row => widthOf(row[at] ?? ''))))
  const widths = shrunk(natural, width - 2 * (count - 1))
  return cells.map((row, at) =>
    widths.map((room, column) =>
      span(pad(row[column] ?? '', room) + (column === count - 1 ? '' : '  '), at === 0 ? 'dim' : undefined),
    ),
  )
}

/** Takes from the widest column until the table fits. */
function shrunk(widths: readonly number[], room: number): number[] {
  const result = [...widths]
  while (result.reduce((sum, one) => sum + one, 0) > room) {
    const widest = result.indexOf(Math.max(...result))
    const now = result[widest] ?? 0
    if (now <= 4) return result
    result[widest] = now - 1
  }
  return result
}

/** Emphasis, code marks, link targets and escapes are for the rendered page. */
function inline(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/<!--.*?-->/g, '')
    .replace(/`([^`]*)`|\\([!-/:-@[-`{-~])/g, (_, code?: string, escaped?: string) => code ?? escaped ?? '')
}
