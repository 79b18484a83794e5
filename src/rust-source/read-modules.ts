import {ancestors, closest} from './ancestors.ts'
import type {Node} from './rust-parser.ts'
import {pathSegments} from './written-path.ts'

/** What a module brings into its scope, paths as they are written. */
export type ModuleNames = {
  /** Imported and aliased names: local name → path. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** The paths in front of `::*`. */
  readonly globs: readonly (readonly string[])[]
  /** What is defined in it: types, functions, modules. */
  readonly items: ReadonlySet<string>
}

/** Modules by their path, such as `my_crate::engine`. */
export type Modules = ReadonlyMap<string, ModuleNames>

/** A `use` inside a function counts from there on down, between these offsets. */
export type LocalUse = {readonly start: number; readonly end: number; readonly names: ModuleNames}

type Open = {names: Map<string, readonly string[]>; globs: (readonly string[])[]; items: Set<string>}

/** The modules of a file, the nested ones too, and the imports inside its functions. `module` is the file's own. */
export function readModules(root: Node, module: readonly string[]): {modules: Modules; locals: readonly LocalUse[]} {
  const modules = new Map<string, Open>([[module.join('::'), empty()]])
  const locals: LocalUse[] = []
  const inItems = (items: readonly Node[], path: readonly string[]) => {
    for (const item of items) {
      if (kinds.has(item.type)) declare(item, openModule(modules, path))
      // What can't be parsed stands apart with its items in it.
      if (item.type === 'ERROR') inItems(item.namedChildren, path)
      const nested = item.type === 'mod_item' ? item.childForFieldName('body')?.namedChildren : undefined
      if (nested !== undefined) inItems(nested, [...path, item.childForFieldName('name')?.text ?? ''])
      else locals.push(...bodiesOf(item).flatMap(inBody))
    }
  }
  inItems(root.namedChildren, module)
  return {modules, locals}
}

/** What stands in braces behind an item, or behind those in an `impl`; asking every node of a file would take most of the time. */
function bodiesOf(item: Node): readonly Node[] {
  const body = item.childForFieldName('body') ?? item.childForFieldName('value')
  if (body === null) return []
  return item.type === 'impl_item' || item.type === 'trait_item' ? body.namedChildren.flatMap(bodiesOf) : [body]
}

/** Imports and items inside of a function's body, each for the block around. */
function inBody(body: Node): readonly LocalUse[] {
  if (!keyword.test(body.text)) return []
  return body.descendantsOfType([...kinds]).flatMap(node => {
    const block = closest(node, 'block', 'impl_item', 'trait_item', 'mod_item')
    if (block?.type !== 'block') return []
    const names = empty()
    declare(node, names)
    return [{start: block.startIndex, end: block.endIndex, names}]
  })
}

/** The path of the module a node stands in. */
export function moduleOf(node: Node, module: readonly string[]): readonly string[] {
  const nested: string[] = []
  for (const at of ancestors(node)) if (at.type === 'mod_item') nested.unshift(at.childForFieldName('name')?.text ?? '')
  return [...module, ...nested]
}

function declare(node: Node, open: Open): void {
  switch (node.type) {
    case 'use_declaration':
      readUse(node.childForFieldName('argument'), [], open)
      return
    case 'extern_crate_declaration': {
      const name = node.childForFieldName('name')?.text ?? ''
      open.names.set(node.childForFieldName('alias')?.text ?? name, ['', name])
      return
    }
    case 'type_item': {
      const target = node.childForFieldName('type')
      const isPath = target !== null && /^(generic_type|scoped_type_identifier|type_identifier)$/.test(target.type)
      const name = node.childForFieldName('name')?.text ?? ''
      if (isPath) open.names.set(name, pathSegments(target))
      else open.items.add(name)
      return
    }
    default:
      open.items.add(node.childForFieldName('name')?.text ?? '')
  }
}

function readUse(node: Node | null, prefix: readonly string[], open: Open): void {
  if (node === null) return
  switch (node.type) {
    case 'use_list':
      for (const child of node.namedChildren) readUse(child, prefix, open)
      return
    case 'scoped_use_list': {
      const path = node.childForFieldName('path')
      readUse(node.childForFieldName('list'), path === null ? prefix : [...prefix, ...pathSegments(path)], open)
      return
    }
    case 'use_wildcard': {
      const path = node.firstNamedChild
      open.globs.push([...prefix, ...(path === null ? [] : pathSegments(path))])
      return
    }
    case 'use_as_clause':
      bind(node.childForFieldName('path'), node.childForFieldName('alias')?.text, prefix, open)
      return
    default:
      bind(node, undefined, prefix, open)
  }
}

/** `use a::{self}` binds `a`. */
function bind(node: Node | null, alias: string | undefined, prefix: readonly string[], open: Open): void {
  if (node === null || node.type.endsWith('comment')) return
  const written = [...prefix, ...pathSegments(node)]
  const path = prefix.length > 0 && written.at(-1) === 'self' ? written.slice(0, -1) : written
  const name = alias ?? path.at(-1) ?? ''
  if (name !== '_') open.names.set(name, path)
}

function openModule(modules: Map<string, Open>, path: readonly string[]): Open {
  const key = path.join('::')
  const open = modules.get(key) ?? empty()
  modules.set(key, open)
  return open
}

function empty(): Open {
  return {names: new Map(), globs: [], items: new Set()}
}

const kinds: ReadonlySet<string> = new Set([
  'use_declaration',
  'extern_crate_declaration',
  'type_item',
  'struct_item',
  'enum_item',
  'union_item',
  'trait_item',
  'function_item',
  'mod_item',
  'const_item',
  'static_item',
  'macro_definition',
])

/** What the items above begin with. */
const keyword = /\b(use|extern|type|struct|enum|union|trait|fn|mod|const|static|macro_rules)\b/
