import type {Span} from '../domain/edit.ts'
import {lineEnd, lineStart, wholeLines} from './text-lines.ts'
import type {TomlTree} from './toml-tree.ts'

/**
 * The lines of something that goes, with the comments about it: the one behind it, and those right above when nothing
 * that stays follows in the same block. A comment over several entries stays as long as one of them does.
 */
export function withOwnComments({text}: TomlTree, span: Span, limit: number): Span {
  const own = wholeLines(text, span)
  const next = text.slice(own.end, Math.max(own.end, limit - 1))
  const isLastOfBlock = /^[ \t]*(?:\r?\n|#|$|\[)/.test(next)
  if (!isLastOfBlock) return own
  let {start} = own
  while (start > 0 && isComment(text, start - 1)) start = lineStart(text, start - 1)
  return {start, end: own.end}
}

function isComment(text: string, offset: number): boolean {
  return /^[ \t]*#/.test(text.slice(lineStart(text, offset), lineEnd(text, offset)))
}
