import {closest} from '../rust-source/ancestors.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {byHand, edits, type Rule, replaced} from './rule.ts'

/**
 * The `GuestPre` that `bindgen!` generates for an exported interface is called `GuestIndices`. From 33 on its `new` takes
 * the `InstancePre` in the place of the component; where that is got from is for people.
 */
export const bindgenGuestpreToGuestindices: Rule = {
  changes: ['bindgen-guestpre-to-guestindices'],
  isRename: true,
  rewrite: ({leaf, way}) => {
    const isShared = closest(leaf, 'use_declaration')?.namedChildren.some(
      child => child?.type === 'visibility_modifier',
    )
    if (isShared === true) return byHand('other crates may know it by this name')
    const renamed = edits(replaced(leaf, 'GuestIndices'))
    return way.to >= 33 && isMade(leaf) ? {...renamed, note: takesInstancePre} : renamed
  },
}

/** Whether it stands in `GuestPre::new`, with or without a path before. */
function isMade(leaf: Node): boolean {
  const path = leaf.parent?.childForFieldName('name')?.id === leaf.id ? leaf.parent : leaf
  return path.parent?.type === 'scoped_identifier' && path.parent.childForFieldName('name')?.text === 'new'
}

const takesInstancePre = 'from wasmtime 33 on `GuestIndices::new` takes an InstancePre in the place of the component'
