import type {Span} from '../../domain/edit.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {spanOf} from '../rule.ts'
import {wholeLines} from './statement.ts'

/**
 * What goes when an item goes, with what stands above it and belongs to it: its lines, and the blank lines that would be
 * one too many without it.
 */
export function itemLines(item: Node, above: readonly Node[], text: string): Span {
  const {end} = wholeLines(spanOf(item), text)
  const first = (above[0] ?? item).startIndex
  const lineStart = text.lastIndexOf('\n', first - 1) + 1
  const start =
    text.slice(lineStart, first).trim() === '' ? lineStart : wholeLines(spanOf(above[0] ?? item), text).start
  const before = text.slice(0, start)
  const after = text.slice(end)
  if (!before.endsWith('\n') && before !== '') return {start, end}
  const isFirst = before === '' || /(\{[ \t]*|\n[ \t]*)\r?\n$/.test(before)
  const blankAfter = /^([ \t]*\r?\n)+/.exec(after)?.[0].length ?? 0
  if (isFirst && blankAfter > 0) return {start, end: end + blankAfter}
  const isLast = /^[ \t]*(\}|$)/.test(after)
  return isLast ? {start: before.replace(/(\r?\n)([ \t]*\r?\n)+$/, '$1').length, end} : {start, end}
}
