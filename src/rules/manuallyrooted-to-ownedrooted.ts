import {callOf} from '../scan/api-uses/syntax.ts'
import {renamePath} from './parts/rename.ts'
import {isHarmless} from './parts/statement.ts'
import {byHand, edits, inserted, type Rewrite, type Rule, type RustUse, removed, replaced} from './rule.ts'

/** Roots are owned: they are given back when they are dropped, and a copy needs no store. */
export const manuallyrootedToOwnedrooted: Rule = {
  changes: ['manuallyrooted-to-ownedrooted'],
  isRename: true,
  rewrite: use => {
    switch (use.word) {
      case 'to_manually_rooted':
        return edits(replaced(use.leaf, 'to_owned_rooted'))
      case 'into_rooted':
        return edits(replaced(use.leaf, 'to_rooted'))
      case 'clone':
        return withoutStore(use)
      case 'unroot':
        return dropped(use)
      default:
        return renamePath(use, {'wasmtime::ManuallyRooted': 'wasmtime::OwnedRooted'})
    }
  },
}

function withoutStore({leaf}: RustUse): Rewrite {
  const call = callOf(leaf)
  const list = call?.node.childForFieldName('arguments')
  if (call?.form !== 'method' || !list || !call.arguments.every(isHarmless)) return byHand(mayDoSomething)
  return edits(replaced(list, '()'))
}

/** `root.unroot(&mut store)` → `drop(root)` */
function dropped({leaf}: RustUse): Rewrite {
  const call = callOf(leaf)
  if (call?.form !== 'method' || call.receiver === null || !call.arguments.every(isHarmless))
    return byHand(mayDoSomething)
  const {startIndex, endIndex} = call.receiver
  return edits(inserted(startIndex, 'drop('), removed({start: endIndex, end: call.node.endIndex - 1}))
}

const mayDoSomething = 'what it is called with may do something'
