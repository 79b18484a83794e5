import type {Node} from '../../rust-source/rust-parser.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'
import {functionIn, ioViewBeside, type Place, placeGiven, placeOf, wasiViewBeside} from './view-impls.ts'

/**
 * Where the resource table of a view's type is, by the view itself or by the views of wasmtime-wasi for the same type,
 * in their old forms and their new one. Undefined when the file doesn't tell it.
 */
export function tableOf(view: Node, file: UsingFile): Place | undefined {
  const views = [view, ioViewBeside(view, file), wasiViewBeside(view, file)]
  const [method] = views.flatMap(one => (one && functionIn(one, 'table')) ?? [])
  if (method !== undefined) return placeGiven(method)
  const wasi = wasiViewBeside(view, file)
  const table = wasi && fieldsGiven(wasi, 'ctx')?.get('table')
  return table && placeOf(table)
}

/** The fields of the struct that a function gives, by their names; undefined when it does anything else. */
export function fieldsGiven(item: Node, name: string): ReadonlyMap<string, Node> | undefined {
  const inside = functionIn(item, name)?.childForFieldName('body')?.namedChildren ?? []
  const [struct, ...others] = inside.filter(one => !one?.type.endsWith('comment'))
  if (struct?.type !== 'struct_expression' || others.length > 0) return undefined
  const fields = struct.childForFieldName('body')?.namedChildren.filter(one => !one?.type.endsWith('comment')) ?? []
  const pairs = fields.flatMap(field => {
    const key = field?.childForFieldName('field')
    const value = field?.childForFieldName('value')
    return key && value ? [[key.text, value] as const] : []
  })
  return pairs.length === fields.length ? new Map(pairs) : undefined
}
