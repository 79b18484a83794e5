import {closest} from '../rust-source/ancestors.ts'
import {byHand, edits, type Rule, replaced} from './rule.ts'

/** The `GuestPre` that `bindgen!` generates for an exported interface is called `GuestIndices`. */
export const bindgenGuestpreToGuestindices: Rule = {
  changes: ['bindgen-guestpre-to-guestindices'],
  isRename: true,
  rewrite: ({leaf}) => {
    const isShared = closest(leaf, 'use_declaration')?.namedChildren.some(
      child => child?.type === 'visibility_modifier',
    )
    if (isShared === true) return byHand('other crates may know it by this name')
    return edits(replaced(leaf, 'GuestIndices'))
  },
}
