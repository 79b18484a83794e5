import {callOf} from '../scan/api-uses/syntax.ts'
import {byHand, edits, inserted, type Rule} from './rule.ts'

/** `HostOutgoingBody::new` is told how many chunks it keeps and how large they are; these are the crate's own defaults. */
export const wasiHttpOutgoingBodyNewArgs: Rule = {
  changes: ['wasi-http-outgoing-body-new-args'],
  rewrite: ({leaf}) => {
    const last = callOf(leaf)?.arguments.at(-1)
    return last === undefined ? byHand('it is not called here') : edits(inserted(last.endIndex, ', 1, 1024 * 1024'))
  },
}
