import type {Edit} from '../../domain/edit.ts'
import {resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import {inserted, type RustUse} from '../rule.ts'
import {spelledOut} from './path-to.ts'
import {entriesOf, newUse} from './use-tree.ts'

/** Names to import, with their aliases, and the full path of what they are in. */
export type Import = {readonly parent: string; readonly names: readonly string[]}

/**
 * Imports names beside a `use` declaration: in a list that is there for the same path, else in a declaration of their
 * own after it. Undefined when the package doesn't know the crate.
 */
export function importedAt(use: RustUse, declaration: Node, imports: readonly Import[]): readonly Edit[] | undefined {
  const own: string[] = []
  const edits: Edit[] = []
  for (const {parent, names} of imports) {
    const list = listOf(parent, declaration, use)
    if (list !== undefined) {
      edits.push(entered(list, names, use.text))
      continue
    }
    const written = spelledOut(parent, firstPath(declaration), use)
    if (written === undefined) return undefined
    own.push(names.length === 1 ? `${written}::${names[0]}` : `${written}::{${names.join(', ')}}`)
  }
  return own.length === 0 ? edits : [...edits, newUse(declaration, own, use.text)]
}

/** The list of a declaration beside this one that imports from the same path, for the same eyes. */
function listOf(parent: string, declaration: Node, {file}: RustUse): Node | undefined {
  const beside = (declaration.parent?.namedChildren ?? []).filter(
    one => one.type === 'use_declaration' && one.id !== declaration.id && head(one) === head(declaration),
  )
  const lists = beside.flatMap(one => {
    const argument = one.childForFieldName('argument')
    const path = argument?.type === 'scoped_use_list' ? argument.childForFieldName('path') : null
    const isSame = path && resolved(pathSegments(path), path, file).join() === parent
    return isSame && one.previousNamedSibling?.type !== 'attribute_item' ? [argument?.childForFieldName('list')] : []
  })
  return lists.find(list => list && entriesOf(list).length > 0) ?? undefined
}

/** Puts names into a list, before the first entry that comes later in the alphabet. */
export function entered(list: Node, names: readonly string[], source: string): Edit {
  const entries = entriesOf(list)
  const text = names.join(', ')
  const next = entries.find(entry => entry.text > text)
  const last = entries.at(-1)
  if (next === undefined) return inserted(last?.endIndex ?? list.startIndex + 1, `, ${text}`)
  const lineBreak = /\r?\n[ \t]*$/.exec(source.slice(0, next.startIndex))?.[0]
  return inserted(next.startIndex, `${text},${lineBreak ?? ' '}`)
}

function firstPath(declaration: Node): readonly string[] {
  const argument = declaration.childForFieldName('argument')
  const path = argument?.type === 'scoped_use_list' ? argument.childForFieldName('path') : argument
  return path ? pathSegments(path) : []
}

function head(declaration: Node): string {
  const argument = declaration.childForFieldName('argument')
  return declaration.text.slice(0, (argument?.startIndex ?? declaration.startIndex) - declaration.startIndex)
}
