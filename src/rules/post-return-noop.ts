import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {handled, methodCalledOn} from './parts/handled.ts'
import {isGivenBack} from './parts/propagate.ts'
import {around, isHarmless, removedStatement, wholeLines} from './parts/statement.ts'
import {byHand, type Rewrite, type Rule, type RustUse, removed, replaced, spanOf} from './rule.ts'

/** The runtime does itself what `post_return` was called for. */
export const postReturnNoop: Rule = {
  changes: ['post-return-noop'],
  rewrite: use => {
    const call = callOf(use.leaf)
    if (call?.form !== 'method' || call.receiver === null) return byHand('it is not called as a method here')
    if (![call.receiver, ...call.arguments].every(isHarmless)) return byHand('what it is called with may do something')
    const {node, isUnwrapped} = handled(call.node)
    return isUnwrapped ? withoutUnit(node, use) : withoutResult(node, use)
  },
}

/** The expression is `()`: nothing, a statement or the end of a block. */
function withoutUnit(node: Node, {text}: RustUse): Rewrite {
  const {parent} = node
  if (parent !== null && isDropped(node)) return {kind: 'edits', edits: [removedStatement(parent, text)]}
  if (parent?.type === 'block') return {kind: 'edits', edits: [removed(wholeLines(spanOf(node), text))]}
  return {kind: 'edits', edits: [replaced(node, '()')]}
}

/** The expression is a `Result<()>` that nobody has looked at. */
function withoutResult(node: Node, {text}: RustUse): Rewrite {
  const ignored = methodCalledOn(node)
  const whole = ignored?.name === 'ok' ? ignored.call : node
  if (whole.parent !== null && isDropped(whole))
    return {kind: 'edits', edits: [removedStatement(whole.parent, text)], region: around(whole)}
  return isGivenBack(node) ? {kind: 'edits', edits: [replaced(node, 'Ok(())')]} : byHand('what it gives is used')
}

/** `…;` or `let _ = …;` */
function isDropped(node: Node): boolean {
  if (node.parent?.type === 'expression_statement') return true
  return (
    node.parent?.type === 'let_declaration' && /^(_|\(\))$/.test(node.parent.childForFieldName('pattern')?.text ?? '')
  )
}
