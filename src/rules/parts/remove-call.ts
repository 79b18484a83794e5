import type {Span} from '../../domain/edit.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {type Call, callOf} from '../../scan/api-uses/syntax.ts'
import {byHand, inserted, type Rewrite, type RustUse, removed} from '../rule.ts'
import {kindOfPlace} from './kind-of-place.ts'
import {around, isPlain, removedStatement, statementOf} from './statement.ts'

/**
 * Takes a builder's method call out of its chain, or the statement that is nothing but this call. The method gives back
 * a reference to what it was called on, so the rest means the same; arguments that do something of their own stay for people.
 */
export function removeCall({leaf, text, file}: RustUse): Rewrite {
  const call = callOf(leaf)
  if (call?.form !== 'method' || call.receiver === null) return byHand('it is not called as a method here')
  if (call.arguments.some(argument => !isPlain(argument))) return byHand('its argument may do something')
  const statement = statementOf(call.node)
  if (statement !== undefined && isPlain(call.receiver))
    return {kind: 'edits', edits: [removedStatement(statement, text)]}
  const prefix = statement === undefined ? referenceTo(call, call.receiver, file) : ''
  if (prefix === undefined) return byHand('whether the rest is still a reference can’t be told')
  const link = removed(linkOf(call.node, call.receiver, text))
  const edits = prefix === '' ? [link] : [inserted(call.receiver.startIndex, prefix), link]
  return {kind: 'edits', edits, region: around(call.node)}
}

/** What has to stand before the receiver so that it is the reference that the call gave; undefined when that isn't known. */
function referenceTo({node}: Call, receiver: Node, file: RustUse['file']): string | undefined {
  const {parent} = node
  if (parent?.type === 'field_expression' || parent?.type === 'reference_expression') return ''
  const isArgument = parent?.type === 'arguments'
  switch (kindOfPlace(receiver, file)) {
    case 'value':
      return isArgument && isEngineNew(parent.parent) ? '&' : '&mut '
    case 'reference':
      return isArgument || isBuilderCall(receiver) ? '' : '&mut *'
    case 'unknown':
      return undefined
  }
}

/** `Engine::new` takes `&Config`. */
function isEngineNew(call: Node | null): boolean {
  return /(^|::)Engine::new$/.test(call?.childForFieldName('function')?.text ?? '')
}

function isBuilderCall({type}: Node): boolean {
  return type === 'call_expression'
}

/** The dot and the call, with the blanks and the line break before the dot; not with a comment that ends there. */
function linkOf(call: Node, receiver: Node, text: string): Span {
  const parts = call.childForFieldName('function')?.children ?? []
  const comment = parts.findLast(part => part?.type.endsWith('comment'))
  const isChained = /^\s*\./.test(text.slice(call.endIndex, call.endIndex + longestGap))
  const dot = parts.find(part => part?.type === '.')
  if (!comment) return {start: receiver.endIndex, end: call.endIndex}
  // A comment's node has the carriage return of its line.
  const afterComment = comment.endIndex - (text[comment.endIndex - 1] === '\r' ? 1 : 0)
  return {start: isChained ? afterComment : (dot?.startIndex ?? afterComment), end: call.endIndex}
}

const longestGap = 200
