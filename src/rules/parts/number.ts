import {declaredAs, fieldType} from '../../rust-source/declarations.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {typeOf} from '../../rust-source/type-of.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'

/** Whether an expression is declared in this file as a number of a type such as `u32`. */
export function isOfType(node: Node, type: string, file: UsingFile): boolean {
  switch (node.type) {
    case 'integer_literal':
      return node.text.endsWith(type)
    case 'type_cast_expression':
      return node.childForFieldName('type')?.text === type
    case 'field_expression': {
      const owner = typeOf(node.childForFieldName('value'), file)?.[0]?.split('::').at(-1) ?? ''
      return fieldType(file.declarations(), owner, node.childForFieldName('field')?.text ?? '')?.text === type
    }
    case 'identifier': {
      const declared = declaredAs(node)
      if (declared !== undefined)
        return (
          declared.type?.text === type || (!declared.type && !!declared.value && isOfType(declared.value, type, file))
        )
      return constantType(node, file) === type
    }
    default:
      return false
  }
}

/** The number as one of another type; a text is cast as it stands, and what was cast from that type isn't any more. */
export function castTo(node: Node | string, type: string, file?: UsingFile): string {
  if (typeof node === 'string') return `${node} as ${type}`
  if (node.type === 'integer_literal') return node.text.replace(/_?[iu](\d+|size)$/, '')
  const value = node.type === 'type_cast_expression' ? node.childForFieldName('value') : null
  if (value && file && isOfType(value, type, file)) return value.text
  if (value) return `${value.text} as ${type}`
  return `${node.text} as ${type}`
}

function constantType({text}: Node, {root}: UsingFile): string | undefined {
  const found = root
    .descendantsOfType(['const_item', 'static_item'])
    .filter(item => item.childForFieldName('name')?.text === text)
  return found.length === 1 ? found[0]?.childForFieldName('type')?.text : undefined
}
