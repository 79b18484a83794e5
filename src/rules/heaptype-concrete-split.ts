import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {renamePath} from './parts/rename.ts'
import {isPlain} from './parts/statement.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, replaced} from './rule.ts'

/** Concrete types were those of functions; now arrays and structs have their own. */
export const heaptypeConcreteSplit: Rule = {
  changes: ['heaptype-concrete-split'],
  rewrite: use => {
    if (use.word === 'top') return withoutEngine(use)
    if (use.word !== 'Concrete') return edits(replaced(use.leaf, `${use.word}_func`))
    return renamePath(use, {'wasmtime::HeapType::Concrete': 'wasmtime::HeapType::ConcreteFunc'})
  },
}

function withoutEngine({leaf}: RustUse): Rewrite {
  const call = callOf(leaf)
  const list = call?.node.childForFieldName('arguments') ?? leaf.nextSibling
  const isPlainCall = call === undefined ? isOfOneName(list) : call.arguments.every(isPlain)
  return list && isPlainCall ? edits(replaced(list, '()')) : byHand('its argument may do something')
}

/** `(engine)` or `(&self.engine)` inside a macro. */
function isOfOneName(list: Node | null): boolean {
  return list?.type === 'token_tree' && /^\(&?[\w.]+\)$/.test(list.text)
}
