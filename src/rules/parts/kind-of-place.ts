import {closest} from '../../rust-source/ancestors.ts'
import {declaredAs, fieldType} from '../../rust-source/declarations.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {typeOf} from '../../rust-source/type-of.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'

/** Whether an expression is a value of its own or a reference to one, as far as the file tells. */
export type PlaceKind = 'value' | 'reference' | 'unknown'

/** `Config::new()` and `config` by its declaration are values; `config: &mut Config` and `config.method(…)` are references. */
export function kindOfPlace(expression: Node, file: UsingFile): PlaceKind {
  switch (expression.type) {
    case 'reference_expression':
      return 'reference'
    case 'self':
      return closest(expression, 'function_item')?.descendantsOfType('self_parameter')[0]?.text.startsWith('&')
        ? 'reference'
        : 'value'
    case 'identifier':
      return kindOfVariable(expression, file)
    case 'field_expression':
      return kindOfType(typeOfField(expression, file))
    case 'call_expression':
      return kindOfCall(expression.childForFieldName('function'))
    default:
      return 'unknown'
  }
}

function kindOfVariable(name: Node, file: UsingFile): PlaceKind {
  const declared = declaredAs(name)
  if (declared === undefined) return 'unknown'
  if (declared.type !== null) return kindOfType(declared.type)
  return declared.value === null ? 'unknown' : kindOfPlace(declared.value, file)
}

function kindOfType(type: Node | null): PlaceKind {
  if (type === null) return 'unknown'
  if (type.type === 'reference_type') return 'reference'
  return /^(type_identifier|scoped_type_identifier)$/.test(type.type) ? 'value' : 'unknown'
}

function typeOfField(field: Node, file: UsingFile): Node | null {
  const owner = typeOf(field.childForFieldName('value'), file)?.[0]?.split('::').at(-1)
  return owner === undefined
    ? null
    : fieldType(file.declarations(), owner, field.childForFieldName('field')?.text ?? '')
}

/** Constructors give values; a builder's methods give the reference they were called on. */
function kindOfCall(callee: Node | null): PlaceKind {
  if (callee?.type === 'scoped_identifier') {
    const owner = callee.childForFieldName('path')?.text.split('::').at(-1) ?? ''
    return /^[A-Z]/.test(owner) && /^(new|default)$/.test(callee.childForFieldName('name')?.text ?? '')
      ? 'value'
      : 'unknown'
  }
  if (callee?.type !== 'field_expression') return 'unknown'
  const method = callee.childForFieldName('field')?.text ?? ''
  if (/^(clone|to_owned)$/.test(method)) return 'value'
  return /^(unwrap|expect|into|take|build)/.test(method) ? 'unknown' : 'reference'
}
