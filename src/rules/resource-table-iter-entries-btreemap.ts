import {closest} from '../rust-source/ancestors.ts'
import {declaredAs} from '../rust-source/declarations.ts'
import {resolved} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {pathSegments} from '../rust-source/written-path.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {pathTo} from './parts/path-to.ts'
import {byHand, edits, inserted, type Rewrite, type Rule, type RustUse, replaced} from './rule.ts'

/** The entries to walk through are given in order. */
export const resourceTableIterEntriesBtreemap: Rule = {
  changes: ['resource-table-iter-entries-btreemap'],
  rewrite: use => {
    const map = callOf(use.leaf)?.arguments.at(-1)
    if (map === undefined) return byHand('its argument has to become a BTreeMap')
    if (isOrdered(map)) return undefined
    return otherMap(map, use) ?? collected(map)
  },
}

/** It is one already, or becomes whatever is wanted. */
function isOrdered(map: Node): boolean {
  const declared = map.type === 'identifier' ? declaredAs(map) : undefined
  const told = [map.text, declared?.type?.text, declared?.type ? undefined : declared?.value?.text]
  return told.some(text => text?.includes('BTreeMap')) || map.text.endsWith('.collect()')
}

/** `HashMap::from(…)` → `BTreeMap::from(…)`, with the import where nothing else needs it. */
function otherMap(map: Node, use: RustUse): Rewrite | undefined {
  const path = map.childForFieldName('function')?.childForFieldName('path')
  if (!path || !/^(scoped_)?identifier$/.test(path.type)) return undefined
  if (!resolved(pathSegments(path), path, use.file).includes('std::collections::HashMap')) return undefined
  const moved = importedFor(path, use)
  if (moved !== undefined) return edits(replaced(path, 'BTreeMap'), replaced(moved, 'BTreeMap'))
  const full = pathTo('std::collections::BTreeMap', use)
  return full === undefined ? undefined : edits(replaced(path, full))
}

/** The name in the import that brought it in, when it is named there and here and nowhere else. */
function importedFor(path: Node, {text, file}: RustUse): Node | undefined {
  if (path.text !== 'HashMap') return undefined
  const found = [...text.matchAll(/\bHashMap\b/g)].map(({index}) => index)
  const [other] = found.filter(index => index !== path.startIndex)
  if (found.length !== 2 || other === undefined) return undefined
  const leaf = file.root.descendantForIndex(other, other + 'HashMap'.length)
  return leaf && closest(leaf, 'use_declaration') && !closest(leaf, 'use_as_clause') ? leaf : undefined
}

function collected(map: Node): Rewrite {
  if (!/^(identifier|field_expression|call_expression)$/.test(map.type))
    return byHand('its argument has to become a BTreeMap')
  return edits(inserted(map.endIndex, '.into_iter().collect()'))
}
