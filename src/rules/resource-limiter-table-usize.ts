import type {Edit} from '../domain/edit.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {castTo, isOfType} from './parts/number.ts'
import {byHand, type Rewrite, type Rule, type RustUse, replaced} from './rule.ts'

/** The elements of a table are counted in `usize`. */
export const resourceLimiterTableUsize: Rule = {
  changes: ['resource-limiter-table-usize'],
  rewrite: use => (use.word === 'table_growing' ? signature(use) : limit(use)),
}

/** The parameters, and what they are compared with where that is known to be a `u32`. */
function signature(use: RustUse): Rewrite | undefined {
  const item = use.leaf.parent
  const parameters = item?.childForFieldName('parameters')?.namedChildren.filter(({type}) => type === 'parameter') ?? []
  const types = parameters.map(parameter => parameter.childForFieldName('type'))
  if (types.some(type => !/^(Option<\s*)?(u32|usize)(\s*>)?$/.test(type?.text ?? '')))
    return byHand('its parameters are not written as numbers')
  const narrow = types.flatMap(type => (type === null ? [] : primitives(type)))
  if (narrow.length === 0) return undefined
  const names = new Set(parameters.map(one => one.childForFieldName('pattern')?.text.replace(/^mut /, '') ?? ''))
  const body = item?.childForFieldName('body')
  const compared = body ? comparisons(body, names, use) : []
  return {kind: 'edits', edits: [...narrow.map(node => replaced(node, 'usize')), ...compared]}
}

function primitives(type: Node): readonly Node[] {
  if (type.type === 'primitive_type') return type.text === 'u32' ? [type] : []
  return type.descendantsOfType('primitive_type').filter(({text}) => text === 'u32')
}

/** `desired > self.most`: the other side is cast where it is declared as a `u32`. */
function comparisons(body: Node, names: ReadonlySet<string>, {file}: RustUse): readonly Edit[] {
  return body.descendantsOfType('binary_expression').flatMap(node => {
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
    if (!left || !right) return []
    const other = names.has(left.text) ? right : left
    if (!names.has(left.text) && !names.has(right.text)) return []
    if (!isOfType(other, 'u32', file)) return []
    const cast = castTo(other, 'usize', file)
    const isBefore = other.id === left.id && /^<<?=?$/.test(node.childForFieldName('operator')?.text ?? '')
    return [replaced(other, isBefore && cast.includes(' as ') ? `(${cast})` : cast)]
  })
}

/** `table_elements(limit)`: a number without a type fits; one that isn't known is the compiler's to tell. */
function limit({leaf, file}: RustUse): Rewrite | undefined {
  const number = callOf(leaf)?.arguments.at(-1)
  if (number === undefined || !isOfType(number, 'u32', file)) return undefined
  return {kind: 'edits', edits: [replaced(number, castTo(number, 'usize', file))]}
}
