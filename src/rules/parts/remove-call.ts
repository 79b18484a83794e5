import type {Span} from '../../domain/edit.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {callOf} from '../../scan/api-uses/syntax.ts'
import {byHand, type Rewrite, type RustUse, removed} from '../rule.ts'

/**
 * Takes a method call out of its chain, or the statement that is nothing but this call. The method gives back what it
 * was called on, so the rest of a chain means the same; arguments that do something of their own stay for people.
 */
export function removeCall({leaf, text}: RustUse): Rewrite | undefined {
  const call = callOf(leaf)
  if (call?.form !== 'method' || call.receiver === null) return byHand('it is not called as a method here')
  if (call.arguments.some(argument => !isPlain(argument))) return byHand('its argument may do something')
  const statement = statementOf(call.node)
  if (statement !== undefined && isPlain(call.receiver))
    return {kind: 'edits', edits: [removed(wholeLines(statement, text))]}
  const span = {start: call.receiver.endIndex, end: call.node.endIndex}
  return {kind: 'edits', edits: [removed(span)], region: around(call.node)}
}

/** The statement that is this expression and nothing else; `?` and `.await` behind it go with it. */
export function statementOf(expression: Node): Node | undefined {
  const {parent} = expression
  if (parent === null) return undefined
  if (parent.type === 'try_expression' || parent.type === 'await_expression') return statementOf(parent)
  return parent.type === 'expression_statement' ? parent : undefined
}

/** The lines of a node with their line break where nothing else stands on them; else the node and the blanks beside it. */
export function wholeLines(node: Node, text: string): Span {
  const lineStart = text.lastIndexOf('\n', node.startIndex - 1) + 1
  const isFirst = /^[ \t]*$/.test(text.slice(lineStart, node.startIndex))
  const after = /^[ \t]*(\r?\n|$)/.exec(text.slice(node.endIndex))
  if (isFirst && after !== null) return {start: lineStart, end: node.endIndex + after[0].length}
  if (isFirst)
    return {start: node.startIndex, end: node.endIndex + (/^[ \t]*/.exec(text.slice(node.endIndex))?.[0].length ?? 0)}
  const blanks = /[ \t]*$/.exec(text.slice(lineStart, node.startIndex))?.[0].length ?? 0
  return {start: node.startIndex - blanks, end: node.endIndex}
}

/** Names, literals, fields and references: reading them does nothing. */
export function isPlain(node: Node): boolean {
  if (node.type === 'reference_expression' || node.type === 'field_expression' || node.type === 'unary_expression')
    return node.namedChildren.every(child => child === null || isPlain(child))
  return plain.has(node.type)
}

function around(node: Node): Span {
  let at = node
  while (at.parent !== null && !at.parent.type.endsWith('block') && !at.parent.type.endsWith('_item')) at = at.parent
  return {start: at.startIndex, end: at.endIndex}
}

const plain = new Set([
  'identifier',
  'field_identifier',
  'self',
  'mutable_specifier',
  'scoped_identifier',
  'boolean_literal',
  'integer_literal',
  'float_literal',
  'string_literal',
  'char_literal',
])
