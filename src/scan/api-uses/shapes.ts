import type {RustMark} from '../../catalog/change-marks.ts'
import {closest} from '../../rust-source/ancestors.ts'
import {fieldTypes} from '../../rust-source/declarations.ts'
import {type File, implementedTrait, meaningOf, resolved} from '../../rust-source/meaning-of.ts'
import {moduleOf} from '../../rust-source/read-modules.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {typeOf} from '../../rust-source/type-of.ts'
import {pathSegments, writtenPath} from '../../rust-source/written-path.ts'
import {anyhowShapes} from './anyhow-shapes.ts'
import {bindgenShapes} from './bindgen-shapes.ts'
import type {Shape, UsingFile} from './shape.ts'
import {callOf, isPath, unboundParameters} from './syntax.ts'

type ShapeName = Extract<RustMark, {on: 'shape'}>['shape']

/** Whether the place has a shape that names alone don't tell. */
export function hasShape(shape: ShapeName, leaf: Node, file: UsingFile): boolean {
  return shapes[shape](leaf, file)
}

/** `Store<T>` with a type parameter of the function or type around that isn't `'static`. */
const genericData: Shape = (leaf, file) => {
  const path = writtenPath(leaf)
  const type = path?.outer.parent
  if (!path || path.isUse || type?.type !== 'generic_type' || !isPath(meaningOf(leaf, file), dataOwners)) return false
  const unbound = unboundParameters(leaf)
  const data = type.childForFieldName('type_arguments')?.namedChildren ?? []
  return data.some(argument => unbound.has(argument.text))
}

/** `wasmtime_wasi::add_to_linker_async(l)` where the linker's data is such a type parameter. */
const genericLinker: Shape = (leaf, file) => {
  const isOurs = meaningOf(leaf, file).some(path => /^wasmtime_wasi(_http)?::/.test(path))
  return isOurs && callOf(leaf) !== undefined && unboundParameters(leaf).size > 0
}

/** The data of a store, or the implementor of a trait, holds an `Rc` or a cell. */
const notSend: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call?.form === 'method') return isLinkerOfCells(call.receiver, file)
  const item = closest(leaf, 'impl_item')
  const trait = item?.childForFieldName('trait')
  if (item !== undefined && trait?.text.endsWith(leaf.text) === true)
    return isPath(meaningOf(leaf, file), sendTraits) && holdsCells(item.childForFieldName('type'), file)
  const type = writtenPath(leaf)?.outer.parent
  if (type?.type !== 'generic_type' || !isPath(meaningOf(leaf, file), ['wasmtime::Store'])) return false
  return (type.childForFieldName('type_arguments')?.namedChildren ?? []).some(data => holdsCells(data, file))
}

/** Whether the receiver's declaration in this file says so: `Linker<Rc<State>>`. */
function isLinkerOfCells(receiver: Node | null, file: File): boolean {
  const owner = typeOf(receiver, file)
  if (owner === undefined || !isPath(owner, ['wasmtime::Linker', 'wasmtime::component::Linker'])) return false
  const linkers = file.root.descendantsOfType('generic_type').filter(type => pathSegments(type).at(-1) === 'Linker')
  return linkers.some(type =>
    (type.childForFieldName('type_arguments')?.namedChildren ?? []).some(data => holdsCells(data, file)),
  )
}

function holdsCells(type: Node | null, file: File): boolean {
  if (type === null) return false
  const texts = [type, ...fieldTypes(file.declarations(), pathSegments(type).at(-1) ?? '')].map(({text}) => text)
  return texts.some(text => /(?<!\w)(Rc|RefCell|Cell|UnsafeCell)</.test(text))
}

/** `linker.instantiate_async::<State>(…)`. */
const turbofish: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call?.hasTurbofish !== true) return false
  const type = call.form === 'method' ? typeOf(call.receiver, file) : meaningOf(leaf, file)
  return type === undefined || (type.length > 0 && type.every(path => path.startsWith('wasmtime::')))
}

/** `unsafe { value.to_raw(…) }`. */
const unsafeRaw: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call === undefined || closest(leaf, 'unsafe_block', 'function_item')?.type !== 'unsafe_block') return false
  const type = call.form === 'method' ? typeOf(call.receiver, file) : meaningOf(leaf, file).map(withoutLast)
  return type !== undefined && isPath(type, rawTypes)
}

/** `store.gc(…);` with the result dropped. */
const resultUnused: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call?.form !== 'method' || call.arguments.length === 0) return false
  const type = typeOf(call.receiver, file)
  if (type === undefined || !isPath(type, stores)) return false
  const awaited = call.node.parent?.type === 'await_expression' ? call.node.parent : call.node
  return awaited.parent?.type === 'expression_statement'
}

/** `type RequestId = …` in an `impl WorkerState`, and `Self::RequestId` there. */
const requestId: Shape = (leaf, file) => {
  const {parent} = leaf
  const isOwn = parent?.type === 'scoped_type_identifier' && parent.childForFieldName('path')?.text === 'Self'
  if (!isOwn && (parent?.type !== 'type_item' || parent.childForFieldName('name')?.id !== leaf.id)) return false
  return isPath(implementedTrait(leaf, file), ['wasmtime_wasi_http::**::WorkerState'])
}

/** `use wasmtime::*` beside `use anyhow::*`. */
const globsOfBoth: Shape = (leaf, file) => {
  if (leaf.parent?.type !== 'use_wildcard' || !isPath(meaningOf(leaf, file), ['wasmtime'])) return false
  const module = file.names.own.get(moduleOf(leaf, file.module).join('::'))
  return module?.globs.some(glob => isPath(resolved(glob, leaf, file), ['anyhow'])) ?? false
}

function withoutLast(path: string): string {
  return path.slice(0, path.lastIndexOf('::'))
}

const stores = ['wasmtime::Store', 'wasmtime::Caller', 'wasmtime::StoreContextMut']
const dataOwners = [
  'wasmtime::Store',
  'wasmtime::Caller',
  'wasmtime::StoreContext',
  'wasmtime::StoreContextMut',
  'wasmtime::InstancePre',
  'wasmtime::component::Linker',
  'wasmtime::component::InstancePre',
  'wasmtime::component::Resource',
]
const sendTraits = ['wasmtime::ResourceLimiter', 'wasmtime::ResourceLimiterAsync']
const rawTypes = ['wasmtime::AnyRef', 'wasmtime::ExternRef', 'wasmtime::Func', 'wasmtime::Val', 'wasmtime::Rooted']

const shapes: Readonly<Record<ShapeName, Shape>> = {
  ...anyhowShapes,
  ...bindgenShapes,
  'generic-data': genericData,
  'generic-linker': genericLinker,
  'globs-of-both': globsOfBoth,
  'not-send': notSend,
  'request-id': requestId,
  'result-unused': resultUnused,
  turbofish,
  'unsafe-raw': unsafeRaw,
  word: leaf => leaf.type === 'identifier' || leaf.type === 'field_identifier',
}
