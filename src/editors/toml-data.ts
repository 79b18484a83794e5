import type {TomlChange} from './toml-change.ts'
import {readTomlData, type TomlPath} from './toml-tree.ts'

/** Makes a change to a file's data, which is what the edited file has to say. False where the data has no such place. */
export function changeData(data: Record<string, unknown>, change: TomlChange): boolean {
  if (change.do === 'add-key') return addTo(valueAt(data, change.at), change.key, change.value)
  if (change.do === 'add-item') return pushTo(valueAt(data, change.at), change.item)
  const parent = valueAt(data, change.at.slice(0, -1))
  const last = change.at.at(-1) ?? ''
  if (Array.isArray(parent)) return changeItem(parent, Number(last), change)
  if (!isTable(parent) || !Object.hasOwn(parent, last)) return false
  switch (change.do) {
    case 'set':
      parent[last] = change.to
      return true
    case 'replace':
      parent[last] = dataOf(change.value)
      return true
    case 'remove-key':
      delete parent[last]
      return true
    case 'replace-key':
      delete parent[last]
      return addTo(parent, change.key, change.value)
    case 'remove-item':
      return false
    default:
      return change satisfies never
  }
}

function changeItem(array: unknown[], index: number, change: TomlChange): boolean {
  if (!(index in array)) return false
  if (change.do === 'remove-item') array.splice(index, 1)
  else if (change.do === 'set') array[index] = change.to
  else return false
  return true
}

function addTo(table: unknown, key: string, value: string): boolean {
  if (!isTable(table) || Object.hasOwn(table, key)) return false
  table[key] = dataOf(value)
  return true
}

function pushTo(array: unknown, item: string): boolean {
  if (!Array.isArray(array)) return false
  array.push(item)
  return true
}

function valueAt(data: unknown, path: TomlPath): unknown {
  let at = data
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)]
    else at = isTable(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }
  return at
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** A value as data. */
function dataOf(value: string): unknown {
  return readTomlData(`value = ${value}`).value
}
