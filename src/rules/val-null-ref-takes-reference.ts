import {callOf} from '../scan/api-uses/syntax.ts'
import {byHand, edits, inserted, type Rule} from './rule.ts'

/** `Val::null_ref` borrows the type of the heap. */
export const valNullRefTakesReference: Rule = {
  changes: ['val-null-ref-takes-reference'],
  rewrite: ({leaf}) => {
    const type = callOf(leaf)?.arguments[0]
    return type === undefined ? byHand('it is not called here') : edits(inserted(type.startIndex, '&'))
  },
}
