import {closest} from '../../rust-source/ancestors.ts'
import {resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'
import {isPath} from '../../scan/api-uses/syntax.ts'

/** Whether `?` behind a call of wasmtime fits what the function around returns; closures don't say what they return. */
export function canPropagate(node: Node, file: UsingFile): boolean {
  const owner = closest(node, 'function_item', 'closure_expression', 'async_block')
  const type = owner?.type === 'function_item' ? owner.childForFieldName('return_type') : null
  if (!type) return false
  const meaning = resolved(pathSegments(type), type, file)
  const [, error] = type.childForFieldName('type_arguments')?.namedChildren ?? []
  if (!error) return isPath(meaning, results)
  return pathSegments(type).at(-1) === 'Result' && isPath(resolved(pathSegments(error), error, file), errors)
}

/** Whether it is what a function gives back: its last expression, or behind `return`. */
export function isGivenBack({parent}: Node): boolean {
  if (parent?.type === 'return_expression')
    return closest(parent, 'function_item', 'closure_expression', 'async_block')?.type === 'function_item'
  return parent?.type === 'block' && parent.parent?.type === 'function_item'
}

const results = ['wasmtime::Result', 'anyhow::Result']
const errors = ['wasmtime::Error', 'anyhow::Error']
