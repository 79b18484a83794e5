import {closest} from '../../rust-source/ancestors.ts'
import {resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments, writtenPath} from '../../rust-source/written-path.ts'
import {byHand, edits, type Rewrite, type RustUse, removed, replaced, spanOf} from '../rule.ts'
import {entered, importedAt} from './import-at.ts'
import {spelledOut} from './path-to.ts'
import {wholeLines} from './statement.ts'
import {entriesOf, entryOf, removedEntry, withoutEntries} from './use-tree.ts'

/** Imports another path in the place of the one that a name is imported by; without a path it only goes. */
export function replaceImport(use: RustUse, path?: string): Rewrite {
  const declaration = closest(use.leaf, 'use_declaration')
  const {list} = entryOf(use.leaf)
  if (declaration === undefined) return byHand('it is no import')
  if (declaration.previousNamedSibling?.type === 'attribute_item') return byHand('the import has an attribute')
  if (list === undefined) return ofWhole(use, declaration, path)
  const outer = closest(list, 'use_list')
  if (outer !== undefined) return inInnerList(use, list, outer, path)
  return entriesOf(list).length === 1 ? ofWhole(use, declaration, path) : inList(use, declaration, list, path)
}

function ofWhole(use: RustUse, declaration: Node, path?: string): Rewrite {
  const line = removed(wholeLines(spanOf(declaration), use.text))
  const argument = declaration.childForFieldName('argument')
  if (path === undefined || !argument) return edits(line)
  const imports = importedAt(use, declaration, [parted(path)])
  if (imports === undefined) return byHand("the package doesn't depend on the crate that has it")
  const isInList = imports.every(({start}) => start !== declaration.endIndex)
  if (isInList) return edits(line, ...imports)
  const written = writtenPath(use.leaf)?.segments.slice(0, -1) ?? []
  return edits(replaced(argument, spelledOut(path, written, use) ?? path))
}

function inList(use: RustUse, declaration: Node, list: Node, path?: string): Rewrite {
  const {entry} = entryOf(use.leaf)
  const rest = withoutEntries(list, [entry], use.text)
  if (path === undefined) return edits(...rest)
  const import_ = parted(path)
  const before = list.parent?.childForFieldName('path')
  const base = before ? resolved(pathSegments(before), list, use.file) : []
  if (base.length === 1 && base[0] === import_.parent) return edits(replaced(entry, import_.names[0] ?? ''))
  const imports = importedAt(use, declaration, [import_])
  return imports === undefined
    ? byHand("the package doesn't depend on the crate that has it")
    : edits(...rest, ...imports)
}

/** `a::{p2::{A, B}, C}`: what replaces `A` has to be below `a`. */
function inInnerList(use: RustUse, list: Node, outer: Node, path?: string): Rewrite {
  const {parent, names} = parted(path ?? '')
  const before = outer.parent?.childForFieldName('path')
  const base = before ? resolved(pathSegments(before), outer, use.file) : []
  const isBelow = base.length === 1 && (path === undefined || parent === base[0])
  if (!isBelow || list.parent === null || closest(outer, 'use_list') !== undefined)
    return byHand('the import is in a list of a list')
  const {entry} = entryOf(use.leaf)
  if (entriesOf(list).length > 1)
    return edits(
      ...withoutEntries(list, [entry], use.text),
      ...(path === undefined ? [] : [entered(outer, names, use.text)]),
    )
  return edits(path === undefined ? removedEntry(list.parent, use.text) : replaced(list.parent, names[0] ?? ''))
}

function parted(path: string) {
  const end = path.lastIndexOf('::')
  return {parent: path.slice(0, end), names: [path.slice(end + 2)]}
}
