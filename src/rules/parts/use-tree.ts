import type {Edit} from '../../domain/edit.ts'
import {closest} from '../../rust-source/ancestors.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {inserted, removed, replaced, spanOf} from '../rule.ts'

/** The entry of a `use` list that a node is in: what stands between its commas. The whole tree when there is no list. */
export function entryOf(node: Node): {readonly entry: Node; readonly list: Node | undefined} {
  let entry = node
  while (entry.parent !== null && entry.parent.type !== 'use_list' && entry.parent.type !== 'use_declaration')
    entry = entry.parent
  return {entry, list: entry.parent?.type === 'use_list' ? entry.parent : undefined}
}

/**
 * Takes an entry out of its list and gives it a `use` of its own, `text`, right after; a list that has no other entry
 * goes with it.
 */
export function takenOut(entry: Node, text: string, source: string): readonly Edit[] {
  const declaration = closest(entry, 'use_declaration')
  const argument = declaration?.childForFieldName('argument')
  if (declaration === undefined || !argument) return []
  const {list} = entryOf(entry)
  const isAlone = list === undefined || entriesOf(list).length === 1
  if (isAlone) {
    const outer = list === undefined ? argument : (list.parent ?? list)
    if (outer.id === argument.id || list === undefined) return [replaced(argument, text)]
    return takenOut(outer, text, source)
  }
  const before = source.slice(lineStart(source, declaration.startIndex), argument.startIndex)
  const lineBreak = source.startsWith('\r', source.indexOf('\n') - 1) ? '\r\n' : '\n'
  return [removedEntry(entry, source), inserted(declaration.endIndex, `${lineBreak}${before}${text};`)]
}

/** Takes an entry out of its list with its comma, and with its line where it has one of its own. */
export function removedEntry(entry: Node, source: string): Edit {
  const {start, end} = spanOf(entry)
  const after = /^\s*,/.exec(source.slice(end))
  if (after === null) {
    const before = /,\s*$/.exec(source.slice(0, start))
    return removed({start: before === null ? start : before.index, end})
  }
  const stop = end + after[0].length
  const indent = /\n[ \t]*$/.exec(source.slice(0, start))
  if (indent !== null && /^[ \t]*(\r?\n)/.test(source.slice(stop))) return removed({start: indent.index, end: stop})
  return removed({start, end: stop + (/^ */.exec(source.slice(stop))?.[0].length ?? 0)})
}

function entriesOf(list: Node): readonly Node[] {
  return list.namedChildren.filter(({type}) => !type.endsWith('comment'))
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}
