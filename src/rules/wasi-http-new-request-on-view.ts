import type {Edit} from '../domain/edit.ts'
import {declaredAs} from '../rust-source/declarations.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {typeOf} from '../rust-source/type-of.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {byHand, edits, inserted, type Rule} from './rule.ts'

/** `new_incoming_request` and `new_response_outparam` are methods of what `http()` lends. */
export const wasiHttpNewRequestOnView: Rule = {
  changes: ['wasi-http-new-request-on-view'],
  rewrite: ({leaf, word, file, text}) => {
    const call = callOf(leaf)
    if (call?.form !== 'method' || call.receiver === null) return byHand('it is not called as a method here')
    if (file.definesFunction(word)) return byHand('the repository has a function of this name')
    if (isView(call.receiver) || typeOf(call.receiver, file)?.some(path => path.endsWith('::WasiHttpCtxView'))) return
    if (word === 'new_incoming_request' && call.arguments.length !== 2) return byHand('the scheme has to be given')
    return edits(withHttp(call.receiver, leaf, text))
  },
}

/** The call goes behind the receiver; on a line of its own where the next one has one. */
function withHttp(receiver: Node, method: Node, text: string): Edit {
  const dot = method.previousSibling
  const lineBreak = dot && /\r?\n[ \t]*$/.exec(text.slice(receiver.endIndex, dot.startIndex))
  return lineBreak ? inserted(dot.startIndex, `.http()${lineBreak[0]}`) : inserted(receiver.endIndex, '.http()')
}

/** `state.http()`, `WasiHttpView::http(state)`, or a variable that came from one of these. */
function isView(receiver: Node): boolean {
  if (receiver.type === 'identifier') {
    const value = declaredAs(receiver)?.value
    return value != null && isView(value)
  }
  const callee = receiver.type === 'call_expression' ? receiver.childForFieldName('function') : null
  return callee !== null && /(^|\W)http$/.test(callee.text)
}
