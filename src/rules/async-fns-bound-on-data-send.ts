import {typeOf} from '../rust-source/type-of.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {byHand, edits, type Rule, removed} from './rule.ts'

/** Async functions no longer name the data of the store, so it can't be told to them. */
export const asyncFnsBoundOnDataSend: Rule = {
  changes: ['async-fns-bound-on-data-send'],
  rewrite: ({leaf, file}) => {
    const call = callOf(leaf)
    const generic = call?.node.childForFieldName('function')
    const callee = generic?.childForFieldName('function')
    if (!call?.hasTurbofish || !generic || !callee) return undefined
    if (call.form === 'method' && typeOf(call.receiver, file) === undefined)
      return byHand('what it is called on can’t be told')
    return edits(removed({start: callee.endIndex, end: generic.endIndex}))
  },
}
