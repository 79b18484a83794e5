import {ancestors} from './ancestors.ts'
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
  for (const node of root.descendantsOfType([...interesting])) {
    const scope = scopeOf(node, module)
    const open = scope.kind === 'module' ? openModule(modules, scope.path) : empty()
    declare(node, open)
    if (scope.kind === 'block') locals.push({start: scope.node.startIndex, end: scope.node.endIndex, names: open})
  }
  return {modules, locals}
}

/** The path of the module a node stands in. */
export function moduleOf(node: Node, module: readonly string[]): readonly string[] {
  const nested: string[] = []
  for (const at of ancestors(node)) if (at.type === 'mod_item') nested.unshift(at.childForFieldName('name')?.text ?? '')
  return [...module, ...nested]
}

type Scope =
  | {readonly kind: 'module'; readonly path: readonly string[]}
  | {readonly kind: 'block'; readonly node: Node}
  | {readonly kind: 'none'}

function scopeOf(node: Node, module: readonly string[]): Scope {
  for (const at of ancestors(node)) {
    if (at.type === 'source_file' || at.type === 'mod_item') return {kind: 'module', path: moduleOf(node, module)}
    if (at.type === 'block') return {kind: 'block', node: at}
    if (at.type === 'impl_item' || at.type === 'trait_item') return {kind: 'none'}
  }
  return {kind: 'none'}
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

const interesting = [
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
] as const
