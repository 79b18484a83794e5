import {closest} from '../rust-source/ancestors.ts'
import {declaredAs} from '../rust-source/declarations.ts'
import {resolved} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {pathSegments} from '../rust-source/written-path.ts'
import type {UsingFile} from '../scan/api-uses/shape.ts'
import {callOf, unboundParameters} from '../scan/api-uses/syntax.ts'
import {byHand, edits, inserted, type Rewrite, type Rule} from './rule.ts'

/** What is linked with WASI may not borrow: the type parameter that stands for a linker's data is `'static`. */
export const wasiAddToLinkerStatic: Rule = {
  changes: ['wasi-add-to-linker-static'],
  rewrite: ({leaf, file}) => {
    const [linker] = callOf(leaf)?.arguments ?? []
    if (linker === undefined) return byHand('its linker is not told here')
    const data = dataOf(linker, file)
    if (data === undefined) return byHand("the type of the linker's data is not told here")
    if (!unboundParameters(leaf).has(data)) return undefined
    const callable = closest(leaf, 'function_item')
    return (callable && bounded(callable, data)) ?? byHand(`${data} is a parameter of more than this function`)
  },
}

/** The `T` of the `Linker<T>` that a variable was declared as. */
function dataOf(linker: Node, file: UsingFile): string | undefined {
  const variable = linker.type === 'reference_expression' ? linker.childForFieldName('value') : linker
  const type = variable?.type === 'identifier' ? declaredAs(variable)?.type : undefined
  const named = type?.type === 'reference_type' ? type.childForFieldName('type') : type
  if (named?.type !== 'generic_type') return undefined
  const [path] = resolved(pathSegments(named), named, file)
  const data = named.childForFieldName('type_arguments')?.namedChildren ?? []
  return path?.endsWith('::Linker') && data.length === 1 ? data[0]?.text : undefined
}

/** The bound stands with the others that a parameter has; undefined when the function has no such parameter. */
function bounded(callable: Node, name: string): Rewrite | undefined {
  const parameters = callable.childForFieldName('type_parameters')?.namedChildren ?? []
  const parameter = parameters.find(
    one => one?.type === 'type_parameter' && one.childForFieldName('name')?.text === name,
  )
  if (!parameter) return undefined
  const where = callable.namedChildren.find(one => one?.type === 'where_clause')
  const predicate = where?.namedChildren.find(one => one?.childForFieldName('left')?.text === name)
  const bounds = parameter.childForFieldName('bounds') ?? predicate?.childForFieldName('bounds')
  if (bounds) return edits(inserted(bounds.endIndex, " + 'static"))
  return edits(inserted(parameter.childForFieldName('name')?.endIndex ?? parameter.endIndex, ": 'static"))
}
