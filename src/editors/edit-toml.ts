import {applyEdits, type Edit} from '../domain/edit.ts'
import {addItem, removeItem} from './edit-toml-array.ts'
import {addKey, removeKey, replacePair} from './edit-toml-table.ts'
import {leavesOf} from './leaves.ts'
import type {TomlChange} from './toml-change.ts'
import {changeData} from './toml-data.ts'
import {partAt, readTomlData, readTomlTree, type TomlPart, type TomlTree} from './toml-tree.ts'

export type {TomlChange} from './toml-change.ts'

export type TomlEdit =
  | {readonly kind: 'edited'; readonly text: string}
  | {readonly kind: 'cannot'; readonly change: TomlChange; readonly why: string}

/**
 * Makes the changes one after the other, each seen from the text that the one before left. Bytes beside them stay, and each
 * is proven: read again, the file says what it said with exactly that change. All of them are made, or none.
 */
export function editToml(text: string, changes: readonly TomlChange[]): TomlEdit {
  let now = text
  for (const change of changes) {
    const next = changed(now, change)
    if (next.kind === 'cannot') return {...next, change}
    now = next.text
  }
  return {kind: 'edited', text: now}
}

type Changed = {readonly kind: 'edited'; readonly text: string} | {readonly kind: 'cannot'; readonly why: string}

function changed(text: string, change: TomlChange): Changed {
  try {
    const data = readTomlData(text)
    const edits = editsFor(readTomlTree(text), change)
    if (edits === undefined || !changeData(data, change)) {
      return {kind: 'cannot', why: `there is no place for it at ${change.at.join('.')}`}
    }
    const after = applyEdits(text, edits)
    const isProven = facts(readTomlData(after)) === facts(data)
    return isProven ? {kind: 'edited', text: after} : {kind: 'cannot', why: 'the edit would change something else'}
  } catch (error) {
    return {kind: 'cannot', why: `the file is not valid TOML: ${messageOf(error)}`}
  }
}

function editsFor(tree: TomlTree, change: TomlChange): readonly Edit[] | undefined {
  if (change.do === 'add-key') return addKey(tree, change.at, change.key, change.value)
  const part = partAt(tree, change.at)
  if (part === undefined) return undefined
  const [start, end] = part.value.range
  switch (change.do) {
    case 'set':
      return setString(tree.text, part, change.to)
    case 'replace':
      return [{start, end, text: change.value}]
    case 'add-item':
      return part.value.type === 'TOMLArray' ? addItem(tree, part.value, change.item) : undefined
    case 'remove-item':
      return part.array && removeItem(tree, part.array, Number(change.at.at(-1)))
    case 'remove-key':
      return removeKey(tree, part)
    case 'replace-key':
      return replacePair(part, change.key, change.value)
    default:
      return change satisfies never
  }
}

/** The text between the quotes, which stay as they are. */
function setString(text: string, {value}: TomlPart, to: string): readonly Edit[] | undefined {
  if (value.type !== 'TOMLValue' || value.kind !== 'string') return undefined
  const quotes = value.multiline ? 3 : 1
  const [start, end] = value.range
  return text.slice(start + quotes, end - quotes) === to ? [] : [{start: start + quotes, end: end - quotes, text: to}]
}

/** Everything a file says, whatever the order of its keys. */
function facts(data: unknown): string {
  return JSON.stringify([...leavesOf(data)].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
