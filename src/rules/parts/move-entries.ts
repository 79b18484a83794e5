import {closest} from '../../rust-source/ancestors.ts'
import {resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import {byHand, edits, type Rewrite, type RustUse, replaced} from '../rule.ts'
import {importedAt} from './import-at.ts'
import {spelledOut} from './path-to.ts'
import {entriesOf, entryOf, withoutEntries} from './use-tree.ts'

/** The full path that an imported name moves to, its last name as before; undefined when it stays. */
export type TargetOf = (name: Node) => string | undefined

type Moving = {readonly entry: Node; readonly text: string; readonly parent: string}

/**
 * Moves all names of one `use` list that go elsewhere at once: the list gets another beginning when all go to the same
 * place, else those that go are imported from there. Undefined where this is no list of plain names behind a path.
 */
export function moveEntries(use: RustUse, targetOf: TargetOf): Rewrite | undefined {
  const {entry, list} = entryOf(use.leaf)
  const path = list?.parent?.childForFieldName('path')
  if (list === undefined || !path || nameIn(entry)?.id !== use.leaf.id) return undefined
  const moving = entriesOf(list).flatMap(one => movingEntry(one, targetOf))
  const [first] = moving
  if (first === undefined) return undefined
  const parents = new Set(moving.map(({parent}) => parent))
  if (parents.size === 1 && moving.length === entriesOf(list).length) return withBeginning(use, path, first.parent)
  const base = baseOf(path, use)
  if (base === undefined || [...parents].some(parent => parent.startsWith(`${base}::`))) return undefined
  return apart(use, list, moving)
}

function movingEntry(entry: Node, targetOf: TargetOf): readonly Moving[] {
  const name = nameIn(entry)
  const target = name && targetOf(name)
  return target === undefined ? [] : [{entry, text: entry.text, parent: target.slice(0, target.lastIndexOf('::'))}]
}

/** The name of an entry that is nothing else, or that has an alias. */
function nameIn(entry: Node): Node | undefined {
  const name = entry.type === 'use_as_clause' ? entry.childForFieldName('path') : entry
  return name?.type === 'identifier' ? name : undefined
}

/** `a::{p2::{A, B}, C}`: the path before the list around. */
function outerPath(path: Node): Node | undefined {
  return closest(path, 'use_list')?.parent?.childForFieldName('path') ?? undefined
}

function prefixOf(path: Node): readonly string[] {
  const outer = outerPath(path)
  return [...(outer === undefined ? [] : prefixOf(outer)), ...pathSegments(path)]
}

function baseOf(path: Node, {file}: RustUse): string | undefined {
  const paths = resolved(prefixOf(path), path, file)
  return paths.length === 1 ? paths[0] : undefined
}

/** The same list behind another path; in a list that has this path already, its names alone. */
function withBeginning(use: RustUse, path: Node, parent: string): Rewrite | undefined {
  const outer = outerPath(path)
  if (outer === undefined) {
    const written = spelledOut(parent, prefixOf(path), use)
    return written === undefined ? byHand(`the package doesn't depend on ${parent}`) : edits(replaced(path, written))
  }
  const base = baseOf(outer, use)
  if (base === undefined) return undefined
  if (parent.startsWith(`${base}::`)) return edits(replaced(path, parent.slice(base.length + 2)))
  const inside = /^\{\s*([^{}]*?),?\s*\}$/.exec(path.parent?.childForFieldName('list')?.text ?? '')?.[1]
  return parent !== base || inside === undefined || path.parent === null
    ? undefined
    : edits(replaced(path.parent, inside))
}

/** Imports the names from where they are, group by group; the list keeps the others. */
function apart(use: RustUse, list: Node, moving: readonly Moving[]): Rewrite | undefined {
  const declaration = closest(list, 'use_declaration')
  const path = list.parent?.childForFieldName('path')
  if (declaration === undefined || !path || outerPath(path) !== undefined) return undefined
  if (declaration.previousNamedSibling?.type === 'attribute_item') return byHand('the import has an attribute')
  const home = moving.length === entriesOf(list).length ? moving[0]?.parent : undefined
  const leaving = moving.filter(({parent}) => parent !== home)
  const parents = [...new Set(leaving.map(({parent}) => parent))]
  const groups = parents.map(parent => ({
    parent,
    names: leaving.filter(one => one.parent === parent).map(({text}) => text),
  }))
  const imports = importedAt(use, declaration, groups)
  if (imports === undefined) return byHand("the package doesn't depend on the crate that has it")
  const rest = withoutEntries(
    list,
    leaving.map(({entry}) => entry),
    use.text,
  )
  const beginning = home === undefined ? [] : [replaced(path, spelledOut(home, prefixOf(path), use) ?? path.text)]
  return edits(...beginning, ...rest, ...imports)
}
