import type {Edit, Span} from '../../domain/edit.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {removed} from '../rule.ts'

/** The statement that is this expression and nothing else; `?` and `.await` behind it belong to it. */
export function statementOf(expression: Node): Node | undefined {
  const {parent} = expression
  if (parent === null) return undefined
  if (parent.type === 'try_expression' || parent.type === 'await_expression') return statementOf(parent)
  return parent.type === 'expression_statement' ? parent : undefined
}

/** Takes a statement away with the attributes before it, which would otherwise stand before the next one. */
export function removedStatement(statement: Node, text: string): Edit {
  let first = statement
  while (first.previousSibling?.type === 'attribute_item') first = first.previousSibling
  return removed(wholeLines({start: first.startIndex, end: statement.endIndex}, text))
}

/** The lines of a span with their line break where nothing else stands on them; else the span and the blanks beside it. */
export function wholeLines({start, end}: Span, text: string): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const isFirst = /^[ \t]*$/.test(text.slice(lineStart, start))
  const after = /^[ \t]*(\r?\n|$)/.exec(text.slice(end))
  if (isFirst && after !== null) return {start: lineStart, end: end + after[0].length}
  if (isFirst) return {start, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0)}
  const blanks = /[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0
  return {start: start - blanks, end}
}

/** The statement or item around a node: what waits for the next pass when a rule has changed something in it. */
export function around(node: Node): Span {
  let at = node
  while (at.parent !== null && !at.parent.type.endsWith('block') && !at.parent.type.endsWith('_item')) at = at.parent
  return {start: at.startIndex, end: at.endIndex}
}

/** Names, literals, fields and references: reading them does nothing. */
export function isPlain(node: Node): boolean {
  if (node.type === 'reference_expression' || node.type === 'field_expression' || node.type === 'unary_expression')
    return node.namedChildren.every(child => child === null || isPlain(child))
  return plain.has(node.type)
}

/** Reading it does nothing: what is plain, and a store seen as a context. */
export function isHarmless(node: Node): boolean {
  if (isPlain(node)) return true
  if (node.type === 'reference_expression')
    return node.namedChildren.every(child => child === null || isHarmless(child) || child.type === 'mutable_specifier')
  if (node.type !== 'call_expression') return false
  const callee = node.childForFieldName('function')
  const value = callee?.childForFieldName('value')
  return /^as_context(_mut)?$/.test(callee?.childForFieldName('field')?.text ?? '') && !!value && isHarmless(value)
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
