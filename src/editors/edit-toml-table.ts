import type {AST} from 'toml-eslint-parser'
import type {Edit} from '../domain/edit.ts'
import {indentOf, isFirstInLine, lineBreak, lineEnd} from './text-lines.ts'
import {withOwnComments} from './toml-comments.ts'
import {isSamePath, partAt, type TomlPart, type TomlPath, type TomlTree} from './toml-tree.ts'

/**
 * Adds a key to a table however that is spelled: `{ a = 1 }`, `[table]`, or keys with dots. `value` is TOML. Undefined
 * where there is no such table, or none that keys can be added to.
 */
export function addKey(tree: TomlTree, table: TomlPath, key: string, value: string): readonly Edit[] | undefined {
  const part = partAt(tree, table)
  if (part !== undefined) {
    return part.value.type === 'TOMLInlineTable' ? addInline(part.value, `${key} = ${value}`) : undefined
  }
  const header = tree.tables.find(({path, node}) => node.kind === 'standard' && isSamePath(path, table))
  if (header !== undefined) return [addBelow(tree.text, header.node.body.at(-1) ?? header.node, `${key} = ${value}`)]
  const dotted = tree.parts.findLast(one => isDottedBelow(one, table))
  if (dotted?.pair === undefined) return undefined
  return [addBelow(tree.text, dotted.pair, `${dottedPrefix(tree.text, dotted.pair)}${key} = ${value}`)]
}

/** Takes a key out with its value: its line and the comments about it, or its place in an inline table. */
export function removeKey(tree: TomlTree, {pair}: TomlPart): readonly Edit[] | undefined {
  if (pair === undefined) return undefined
  const [start, end] = pair.range
  if (pair.parent.type !== 'TOMLInlineTable') {
    if (!isFirstInLine(tree.text, start)) return undefined
    return [{...withOwnComments(tree, {start, end}, tree.text.length + 1), text: ''}]
  }
  const {body, range} = pair.parent
  const index = body.indexOf(pair)
  const before = body[index - 1]
  const after = body[index + 1]
  if (before !== undefined) return [{start: before.range[1], end, text: ''}]
  return [{start: after === undefined ? range[0] + 1 : start, end: after?.range[0] ?? range[1] - 1, text: ''}]
}

/** Puts another key and value in the place of a pair; keys before its last dot stay. */
export function replacePair({pair}: TomlPart, key: string, value: string): readonly Edit[] | undefined {
  const last = pair?.key.keys.at(-1)
  if (pair === undefined || last === undefined) return undefined
  return [
    {start: last.range[0], end: last.range[1], text: key},
    {start: pair.value.range[0], end: pair.value.range[1], text: value},
  ]
}

function addInline({body, range}: AST.TOMLInlineTable, pair: string): readonly Edit[] {
  const last = body.at(-1)
  if (last === undefined) return [{start: range[0], end: range[1], text: `{ ${pair} }`}]
  return [{start: last.range[1], end: last.range[1], text: `, ${pair}`}]
}

function addBelow(text: string, node: AST.TOMLNode, pair: string): Edit {
  const at = lineEnd(text, node.range[1])
  return {start: at, end: at, text: `${lineBreak(text, at)}${indentOf(text, node.range[0])}${pair}`}
}

function isDottedBelow({path, pair}: TomlPart, table: TomlPath): boolean {
  if (pair === undefined || pair.parent.type === 'TOMLInlineTable') return false
  return path.length === table.length + 1 && pair.key.keys.length > 1 && isSamePath(path.slice(0, -1), table)
}

/** `wasmtime.` of `wasmtime.version`, as it is written. */
function dottedPrefix(text: string, {key}: AST.TOMLKeyValue): string {
  return text.slice(key.range[0], key.keys.at(-1)?.range[0])
}
