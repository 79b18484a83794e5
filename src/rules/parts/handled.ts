import type {Node} from '../../rust-source/rust-parser.ts'

/** A call with what handles its failure right behind it: `call().context("…")?`, `call().await.unwrap()`. */
export type Handled = {
  readonly node: Node
  /** Whether the value comes out: after `?`, `unwrap` or `expect`. Without it `node` is the call, with its `.await`. */
  readonly isUnwrapped: boolean
}

export function handled(call: Node): Handled {
  let at = call
  let awaited = call
  for (let parent = call.parent; parent !== null; parent = at.parent) {
    if (parent.type === 'try_expression') return {node: parent, isUnwrapped: true}
    if (parent.type === 'await_expression') {
      at = parent
      awaited = parent
      continue
    }
    const method = methodCalledOn(at)
    if (method === undefined) break
    if (unwrapping.has(method.name)) return {node: method.call, isUnwrapped: true}
    if (!explaining.has(method.name)) break
    at = method.call
  }
  return {node: awaited, isUnwrapped: false}
}

/** The method call whose receiver a node is. */
export function methodCalledOn(node: Node): {readonly name: string; readonly call: Node} | undefined {
  const field = node.parent
  if (field?.type !== 'field_expression' || field.childForFieldName('value')?.id !== node.id) return undefined
  const call = field.parent
  if (call?.type !== 'call_expression' || call.childForFieldName('function')?.id !== field.id) return undefined
  return {name: field.childForFieldName('field')?.text ?? '', call}
}

const unwrapping = new Set(['unwrap', 'expect'])
const explaining = new Set(['context', 'with_context', 'map_err'])
