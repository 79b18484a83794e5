import {closest} from './ancestors.ts'
import {declaredAs, fieldType} from './declarations.ts'
import {type File, resolved} from './meaning-of.ts'
import type {Node} from './rust-parser.ts'
import {pathSegments} from './written-path.ts'

/**
 * The type of an expression as full paths, as far as declarations, constructors and builders in the same file tell it,
 * seen through references, `Option`, `Result` and smart pointers. Undefined when the file doesn't tell.
 */
export function typeOf(expression: Node | null, file: File, depth = 0): readonly string[] | undefined {
  if (expression === null || depth > deepest) return undefined
  if (file.types.has(expression.id)) return file.types.get(expression.id)
  const type = workOut(expression, file, depth)
  file.types.set(expression.id, type)
  return type
}

function workOut(expression: Node, file: File, depth: number): readonly string[] | undefined {
  const inner = (node: Node | null) => typeOf(node, file, depth + 1)
  switch (expression.type) {
    case 'reference_expression':
    case 'field_initializer':
      return inner(expression.childForFieldName('value'))
    case 'try_expression':
    case 'await_expression':
    case 'parenthesized_expression':
    case 'unary_expression':
      return inner(expression.lastNamedChild)
    case 'struct_expression':
      return typeNamed(expression.childForFieldName('name'), file)
    case 'self':
      return typeNamed(closest(expression, 'impl_item')?.childForFieldName('type') ?? null, file)
    case 'identifier':
      return variableType(expression, file, depth)
    case 'field_expression':
      return memberType(expression, file, depth)
    case 'call_expression':
      return callType(expression.childForFieldName('function'), file, depth)
    default:
      return /literal|closure|array|tuple/.test(expression.type) ? ['std'] : undefined
  }
}

/** The type that a type node names, seen through references and wrappers. */
export function typeNamed(type: Node | null, file: File, depth = 0): readonly string[] | undefined {
  if (type === null || depth > deepest) return undefined
  switch (type.type) {
    case 'reference_type':
    case 'pointer_type':
      return typeNamed(type.childForFieldName('type'), file, depth + 1)
    case 'abstract_type':
    case 'dynamic_type':
      return typeNamed(type.childForFieldName('trait'), file, depth + 1)
    case 'primitive_type':
    case 'tuple_type':
    case 'array_type':
    case 'unit_type':
      return ['std']
    case 'generic_type': {
      const first = type.childForFieldName('type_arguments')?.namedChildren.find(({type}) => type !== 'lifetime')
      if (wrappers.has(pathSegments(type).at(-1) ?? '')) return typeNamed(first ?? null, file, depth + 1)
      return known(resolved(pathSegments(type), type, file))
    }
    case 'type_identifier':
    case 'scoped_type_identifier':
    case 'identifier':
    case 'scoped_identifier':
      return known(resolved(pathSegments(type), type, file))
    default:
      return undefined
  }
}

function variableType(name: Node, file: File, depth: number): readonly string[] | undefined {
  const declared = declaredAs(name)
  if (declared === undefined) return undefined
  if (declared.type !== null) return typeNamed(declared.type, file)
  return typeOf(declared.value, file, depth + 1)
}

function memberType(expression: Node, file: File, depth: number): readonly string[] | undefined {
  const owner = typeOf(expression.childForFieldName('value'), file, depth + 1)
  const name = expression.childForFieldName('field')?.text ?? ''
  const struct = owner?.[0]?.split('::').at(-1)
  return struct === undefined ? undefined : typeNamed(fieldType(file.declarations(), struct, name), file)
}

function callType(callee: Node | null, file: File, depth: number): readonly string[] | undefined {
  if (callee === null) return undefined
  if (callee.type === 'generic_function') return callType(callee.childForFieldName('function'), file, depth + 1)
  if (callee.type === 'field_expression') return methodType(callee, file, depth)
  const segments = pathSegments(callee)
  const owner = segments.slice(0, -1)
  if (/^[A-Z]/.test(owner.at(-1) ?? '')) return constructed(owner, segments.at(-1) ?? '', callee, file)
  const returned =
    file
      .declarations()
      .functions.get(segments.at(-1) ?? '')
      ?.childForFieldName('return_type') ?? null
  return typeNamed(returned, file)
}

/** `Config::new()` gives a `Config`, unless the method is known to give something else. */
function constructed(owner: readonly string[], method: string, at: Node, file: File): readonly string[] | undefined {
  const types = resolved(owner, at, file)
  const [type] = types
  if (type === undefined) return undefined
  const result = file.resultOf(type, method)
  return result === undefined ? types : [result]
}

function methodType(callee: Node, file: File, depth: number): readonly string[] | undefined {
  const method = callee.childForFieldName('field')?.text ?? ''
  const receiver = typeOf(callee.childForFieldName('value'), file, depth + 1)
  if (transparent.has(method)) return receiver
  const [type] = receiver ?? []
  if (type === undefined) return undefined
  const result = file.resultOf(type, method)
  if (result !== undefined) return [result]
  if (type.startsWith(`${file.names.crate}::`)) {
    return typeNamed(file.declarations().functions.get(method)?.childForFieldName('return_type') ?? null, file)
  }
  return isBuilder(type) ? receiver : undefined
}

function isBuilder(type: string): boolean {
  return /(Config|Builder)$/.test(type)
}

function known(paths: readonly string[]): readonly string[] | undefined {
  return paths.length === 0 ? undefined : paths
}

const wrappers = new Set(
  'Arc Rc Box Option Result Mutex RwLock RefCell Cell Cow Pin OnceCell OnceLock LazyLock LazyCell MutexGuard Ref RefMut'.split(
    ' ',
  ),
)
const transparent = new Set(
  (
    'unwrap expect clone as_ref as_mut as_deref as_deref_mut borrow borrow_mut lock read write await context to_owned ' +
    'with_context map_err ok_or ok_or_else unwrap_or_default unwrap_or_else unwrap_or into inner take get_mut ok by_ref'
  ).split(' '),
)
const deepest = 16
