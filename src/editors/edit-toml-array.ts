import type {AST} from 'toml-eslint-parser'
import type {Edit} from '../domain/edit.ts'
import {indentOf, isFirstInLine, lineBreak, lineEnd, lineStart} from './text-lines.ts'
import {withOwnComments} from './toml-comments.ts'
import type {TomlTree} from './toml-tree.ts'

/** Puts a string behind the last item of an array, laid out and quoted as that one is. */
export function addItem(tree: TomlTree, array: AST.TOMLArray, item: string): readonly Edit[] {
  const last = array.elements.at(-1)
  if (last === undefined) return [insert(array.range[0] + 1, `"${item}"`)]
  const {text} = tree
  const quoted = text[last.range[0]] === "'" ? `'${item}'` : `"${item}"`
  const [start, end] = last.range
  const comma = commaAfter(text, end, array.range[1])
  const ownLineEnd = lineEnd(text, comma ?? end)
  const isBelowEachOther = isFirstInLine(text, start) && ownLineEnd < array.range[1]
  if (!isBelowEachOther) {
    return [comma === undefined ? insert(end, `, ${quoted}`) : insert(comma + 1, ` ${quoted},`)]
  }
  const line = `${lineBreak(text, ownLineEnd)}${indentOf(text, start)}${quoted}`
  return comma === undefined ? [insert(end, ','), insert(ownLineEnd, line)] : [insert(ownLineEnd, `${line},`)]
}

/** Takes an item out with its comma; an item with lines of its own takes these and the comments about it along. */
export function removeItem(tree: TomlTree, array: AST.TOMLArray, index: number): readonly Edit[] {
  const item = array.elements[index]
  if (item === undefined) return []
  const {text} = tree
  const [start, end] = item.range
  const comma = commaAfter(text, end, array.range[1])
  const behind = comma === undefined ? end : comma + 1
  if (isFirstInLine(text, start) && isRestOfLine(text, behind)) {
    return [{...withOwnComments(tree, {start, end: behind}, array.range[1]), text: ''}]
  }
  const before = array.elements[index - 1]
  const after = array.elements[index + 1]
  if (after !== undefined && after.range[0] < lineEnd(text, end)) return [{start, end: after.range[0], text: ''}]
  if (before !== undefined && before.range[1] > lineStart(text, start)) return [{start: before.range[1], end, text: ''}]
  const isOnly = array.elements.length === 1 && /^[\s,]*$/.test(around(text, array, item))
  return [isOnly ? {start: array.range[0] + 1, end: array.range[1] - 1, text: ''} : {start, end: behind, text: ''}]
}

/** Where the comma behind an item stands; undefined when there is none before the array ends. */
function commaAfter(text: string, from: number, end: number): number | undefined {
  for (let at = from; at < end; at++) {
    if (text[at] === '#') at = lineEnd(text, at)
    else if (text[at] === ',') return at
    else if (text[at]?.trim() !== '') return undefined
  }
  return undefined
}

/** Whether nothing but blanks and a comment follow in the line. */
function isRestOfLine(text: string, from: number): boolean {
  const rest = text.slice(from, lineEnd(text, from))
  return lineEnd(text, from) < text.length && /^[ \t]*(?:#|$)/.test(rest)
}

/** What stands in the array beside its only item. */
function around(text: string, array: AST.TOMLArray, item: AST.TOMLContentNode): string {
  return text.slice(array.range[0] + 1, item.range[0]) + text.slice(item.range[1], array.range[1] - 1)
}

function insert(at: number, text: string): Edit {
  return {start: at, end: at, text}
}
