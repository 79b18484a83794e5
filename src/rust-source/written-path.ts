import {ancestors} from './ancestors.ts'
import type {Node} from './rust-parser.ts'

/** A path as it is written up to one of its names; `outer` is the node that ends with this name. */
export type WrittenPath = {readonly segments: readonly string[]; readonly outer: Node; readonly isUse: boolean}

/**
 * The path that a name is the end of: `Config` in `wasmtime::Config::new` gives `wasmtime::Config`, in
 * `use wasmtime::{Config, Engine}` too. Undefined for names that are no part of a path: fields, methods, aliases, labels.
 */
export function writtenPath(leaf: Node): WrittenPath | undefined {
  const {parent} = leaf
  if (parent === null || !isName(leaf)) return undefined
  if (parent.type === 'token_tree') return {segments: segmentsInTokens(leaf), outer: leaf, isUse: false}
  if (isAlias(leaf, parent)) return undefined
  const isLast = isScoped(parent) && parent.childForFieldName('name')?.id === leaf.id
  const outer = isLast ? parent : leaf
  const own = pathSegments(outer)
  const prefix = importPrefix(outer)
  return {segments: [...(prefix ?? []), ...own], outer, isUse: prefix !== undefined}
}

/** The names of a path node; a leading `::` gives an empty first one, type arguments are left out. */
export function pathSegments(node: Node | null): readonly string[] {
  if (node === null) return ['']
  switch (node.type) {
    case 'scoped_identifier':
    case 'scoped_type_identifier':
      return [...pathSegments(node.childForFieldName('path')), node.childForFieldName('name')?.text ?? '']
    case 'generic_type':
    case 'generic_type_with_turbofish':
    case 'qualified_type':
      return pathSegments(node.childForFieldName('type'))
    case 'generic_function':
      return pathSegments(node.childForFieldName('function'))
    case 'bracketed_type':
      return pathSegments(node.firstNamedChild)
    default:
      return [node.text]
  }
}

/** The path in front of a name in a `use` declaration; undefined outside of one. */
function importPrefix(node: Node): readonly string[] | undefined {
  const prefix: string[] = []
  let below = node
  for (const at of ancestors(node)) {
    if (at.type === 'use_declaration') return prefix
    if (!useParts.has(at.type)) return undefined
    const path = at.type === 'scoped_use_list' && below.type === 'use_list' ? at.childForFieldName('path') : null
    if (path !== null) prefix.unshift(...pathSegments(path))
    below = at
  }
  return undefined
}

/** Inside a macro there are only tokens: the names and `::` right before this one. */
function segmentsInTokens(leaf: Node): readonly string[] {
  const segments = [leaf.text]
  let before = leaf.previousSibling
  while (before?.type === '::' && segments.length < longestPath) {
    const name = before.previousSibling
    if (name === null || !pathTokens.has(name.type)) return ['', ...segments]
    segments.unshift(name.text)
    before = name.previousSibling
  }
  return segments
}

function isName({type}: Node): boolean {
  return type === 'identifier' || type === 'type_identifier' || type === 'self' || type === 'crate' || type === 'super'
}

function isAlias(leaf: Node, parent: Node): boolean {
  return (
    (parent.type === 'use_as_clause' || parent.type === 'extern_crate_declaration') &&
    parent.childForFieldName('alias')?.id === leaf.id
  )
}

function isScoped({type}: Node): boolean {
  return type === 'scoped_identifier' || type === 'scoped_type_identifier'
}

const useParts = new Set(['scoped_use_list', 'use_list', 'use_as_clause', 'use_wildcard', 'scoped_identifier'])
const pathTokens = new Set(['identifier', 'crate', 'self', 'super'])
const longestPath = 32
