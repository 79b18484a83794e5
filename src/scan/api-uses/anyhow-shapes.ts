import {closest} from '../../rust-source/ancestors.ts'
import {type File, implementedTrait, meaningOf, resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {typeOf} from '../../rust-source/type-of.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import type {Shape} from './shape.ts'
import {callOf, isPath, returnTypeAround} from './syntax.ts'

type AnyhowShape = 'anyhow-context' | 'anyhow-downcast' | 'anyhow-macro' | 'anyhow-returned'

/** `Module::new(…).context("…")`: anyhow's method on what wasmtime returns. */
const anyhowContext: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call?.form !== 'method') return false
  const isAnyhows = [...file.names.own.values()].some(({names, globs}) =>
    [...names.values(), ...globs].some(path => path[0] === 'anyhow'),
  )
  return isAnyhows && isFallible(call.receiver, file)
}

/** `bail!` of anyhow in a function or closure that returns wasmtime's `Result`. */
const anyhowMacro: Shape = (leaf, file) => {
  const macro = closest(leaf, 'macro_invocation')?.childForFieldName('macro')
  if (!macro || leaf.endIndex !== macro.endIndex) return false
  if (!isPath(resolved(pathSegments(macro), macro, file), ['anyhow::bail', 'anyhow::ensure', 'anyhow::anyhow']))
    return false
  const returned = returnTypeAround(leaf)
  return returned !== undefined && isPath(resolved(pathSegments(returned), leaf, file), ['wasmtime::Result'])
}

/** A host function, or a function of a host trait, that says it returns anyhow's `Result`. */
const anyhowReturned: Shape = (leaf, file) => {
  if (!isPath(meaningOf(leaf, file), ['anyhow::Result', 'anyhow::Error'])) return false
  const callable = closest(leaf, 'function_item', 'closure_expression')
  const returned = callable?.childForFieldName('return_type')
  if (callable === undefined || !returned || leaf.startIndex < returned.startIndex || leaf.endIndex > returned.endIndex)
    return false
  const types = leaf.parent?.type === 'generic_type' ? leaf.parent.childForFieldName('type_arguments') : null
  if (types !== null && types.namedChildCount > 1) return false
  if (callable.type === 'closure_expression') return isHostFunction(callable, file)
  return implementedTrait(callable, file).some(trait => /^wasmtime(_wasi\w*)?::/.test(trait))
}

/** `error.downcast_ref::<Trap>()` on anyhow's error. */
const anyhowDowncast: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call?.form !== 'method' || !call.hasTurbofish) return false
  const types = call.node.childForFieldName('function')?.childForFieldName('type_arguments')?.namedChildren ?? []
  const isTrap = types.some(type => isPath(resolved(pathSegments(type), type, file), trapTypes))
  return isTrap && isPath(typeOf(call.receiver, file) ?? [], ['anyhow::Error'])
}

/** A call of wasmtime's own: by a path into it, or on a value of one of its types. */
function isFallible(expression: Node | null, file: File): boolean {
  if (expression?.type === 'await_expression') return isFallible(expression.firstNamedChild, file)
  if (expression?.type !== 'call_expression') return false
  const callee = expression.childForFieldName('function')
  const inner = callee?.type === 'generic_function' ? callee.childForFieldName('function') : callee
  if (inner?.type === 'field_expression') {
    const name = inner.childForFieldName('field')?.text ?? ''
    const type = typeOf(inner.childForFieldName('value'), file)
    return fallibleMethods.has(name) && (type ?? []).some(isFamilyPath)
  }
  if (!inner) return false
  return resolved(pathSegments(inner), inner, file).some(path => isFamilyPath(path) && fallibleFunctions.test(path))
}

function isHostFunction(closure: Node, file: File): boolean {
  const callee = closest(closure, 'call_expression')?.childForFieldName('function')
  const name = callee?.childForFieldName('field')?.text ?? (callee ? pathSegments(callee).at(-1) : undefined) ?? ''
  if (!hostFunctions.test(name)) return false
  const receiver = callee?.type === 'field_expression' ? typeOf(callee.childForFieldName('value'), file) : undefined
  return receiver === undefined || receiver.some(isFamilyPath)
}

function isFamilyPath(path: string): boolean {
  return /^wasmtime(_wasi\w*)?::/.test(path)
}

const trapTypes = ['wasmtime::Trap', 'wasmtime::WasmBacktrace', 'wasmtime_wasi::I32Exit', 'wasmtime_wasi::**::I32Exit']
const hostFunctions = /^(func_wrap|func_new|wrap|func_wrap_async|func_new_async|wrap_async)$/
const fallibleFunctions =
  /::(Engine|Module|Component|Instance|Linker|Memory|Table|Global|CodeBuilder|SharedMemory)::\w+$|::add_(only_http_)?to_linker\w*$/
/** Methods of wasmtime's types that return its `Result`. */
const fallibleMethods = new Set(
  (
    'instantiate instantiate_async instantiate_pre get_typed_func typed call call_async func_wrap func_wrap_async func_new ' +
    'func_new_async define define_name module module_async set_fuel add_fuel get_fuel fuel_async_yield_interval ' +
    'cache_config_load cache_config_load_default precompile_module precompile_component serialize deserialize grow ' +
    'preopened_dir instance resource root target profiler define_unknown_imports_as_traps alias alias_module'
  ).split(' '),
)

export const anyhowShapes: Readonly<Record<AnyhowShape, Shape>> = {
  'anyhow-context': anyhowContext,
  'anyhow-downcast': anyhowDowncast,
  'anyhow-macro': anyhowMacro,
  'anyhow-returned': anyhowReturned,
}
