import {closest} from '../../rust-source/ancestors.ts'
import {type File, resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import type {UsingFile} from './shape.ts'

/** A call that a name is the callee of. */
export type Call = {
  readonly form: 'method' | 'path'
  /** What a method is called on. */
  readonly receiver: Node | null
  readonly arguments: readonly Node[]
  readonly hasTurbofish: boolean
  readonly node: Node
}

/** The call whose method or function is named by this node; undefined when it names something else. */
export function callOf(leaf: Node): Call | undefined {
  const field = leaf.type === 'field_identifier' && leaf.parent?.type === 'field_expression' ? leaf.parent : undefined
  const callee = field ?? (leaf.parent?.type === 'scoped_identifier' ? leaf.parent : leaf)
  const turbofish = callee.parent?.type === 'generic_function' ? callee.parent : undefined
  const node = (turbofish ?? callee).parent
  if (node?.type !== 'call_expression' || node.childForFieldName('function')?.id !== (turbofish ?? callee).id) return
  return {
    form: field === undefined ? 'path' : 'method',
    receiver: field?.childForFieldName('value') ?? null,
    arguments: (node.childForFieldName('arguments')?.namedChildren ?? []).filter(({type}) => !type.endsWith('comment')),
    hasTurbofish: turbofish !== undefined,
    node,
  }
}

/** The `bindgen!` of wasmtime that a node stands in. */
export function bindgenAround(leaf: Node, file: File): Node | undefined {
  const macro = closest(leaf, 'macro_invocation')
  const name = macro?.childForFieldName('macro')
  if (macro === undefined || !name) return undefined
  const paths = resolved(pathSegments(name), name, file)
  return paths.some(path => /^wasmtime::(component::)?bindgen$/.test(path)) ? macro : undefined
}

/** Whether a full path is the one meant; `**` in it stands for any modules in between. */
export function isPath(paths: readonly string[], wanted: readonly string[]): boolean {
  return paths.some(path => wanted.some(pattern => matchesPath(path, pattern)))
}

function matchesPath(path: string, pattern: string): boolean {
  if (path === pattern) return true
  const [start, end] = pattern.split('::**::')
  if (start === undefined || end === undefined) return false
  return path.startsWith(`${start}::`) && path.endsWith(`::${end}`)
}

/**
 * Whether a path may lead to what `bindgen!` generated. That has no definition to be found, so it is what neither comes
 * from another crate by name nor is defined in the package, itself or its type; WASI's own generated code is below
 * `bindings`.
 */
export function mayBeGenerated(segments: readonly string[], at: Node, file: UsingFile): boolean {
  if (!file.hasBindgen) return false
  const {own, others, locals, crates, crate} = file.names
  const [first = ''] = segments
  const isByName =
    crates.has(first) || [...own.values(), ...locals.map(({names}) => names)].some(({names}) => names.has(first))
  const isItem = (path: string) => {
    const end = path.lastIndexOf('::')
    return (own.get(path.slice(0, end)) ?? others.get(path.slice(0, end)))?.items.has(path.slice(end + 2)) ?? false
  }
  return resolved(segments, at, file).every(path => {
    if (path.includes('::bindings::')) return true
    if (path !== crate && !path.startsWith(`${crate}::`)) return !isByName
    const owner = path.slice(0, path.lastIndexOf('::'))
    return !isItem(path) && !(/(^|::)[A-Z]\w*$/.test(owner) && isItem(owner))
  })
}

/** The function or closure around, with the type it says to return. */
export function returnTypeAround(leaf: Node): Node | undefined {
  return closest(leaf, 'function_item', 'closure_expression')?.childForFieldName('return_type') ?? undefined
}

/** The names of type parameters in scope that aren't said to be `'static`. */
export function unboundParameters(leaf: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const owner = closest(leaf, 'function_item', 'struct_item', 'enum_item', 'trait_item', 'type_item')
  for (const item of [owner, owner && closest(owner, 'impl_item', 'trait_item'), closest(leaf, 'impl_item')]) {
    const where = item?.namedChildren.find(({type}) => type === 'where_clause')?.text ?? ''
    for (const parameter of item?.childForFieldName('type_parameters')?.namedChildren ?? []) {
      const name = parameter.childForFieldName('name')?.text
      if (name === undefined || parameter.type !== 'type_parameter') continue
      const bounds = `${parameter.text} ${where.split(',').find(one => one.includes(`${name}:`)) ?? ''}`
      if (!bounds.includes("'static")) names.add(name)
    }
  }
  return names
}
