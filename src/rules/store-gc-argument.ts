import {isFallibleAt} from '../catalog/fallible-methods.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {handled} from './parts/handled.ts'
import {canPropagate} from './parts/propagate.ts'
import {byHand, edits, inserted, type Rule} from './rule.ts'

/** Garbage is collected because memory ran out, or for no reason told: `None`. */
export const storeGcArgument: Rule = {
  changes: ['store-gc-argument'],
  rewrite: ({leaf, word, way, file}) => {
    const call = callOf(leaf)
    const list = call?.node.childForFieldName('arguments') ?? leaf.nextSibling
    if (!list?.text.startsWith('(')) return byHand('it is not called here')
    const reason = inserted(list.endIndex - 1, 'None')
    if (!isFallibleAt(`wasmtime::Store.${word}`, way.to)) return edits(reason)
    const whole = call && handled(call.node).node
    if (whole?.parent?.type !== 'expression_statement') return byHand(`it gives a Result in wasmtime ${way.to}`)
    return canPropagate(leaf, file) ? edits(reason, inserted(whole.endIndex, '?')) : edits(reason)
  },
}
