import {callOf} from '../scan/api-uses/syntax.ts'
import {handled, methodCalledOn} from './parts/handled.ts'
import {canPropagate, isGivenBack} from './parts/propagate.ts'
import {byHand, edits, inserted, type Rule} from './rule.ts'

/** Streams and futures are made, piped and closed with a `Result`. */
export const streamOpsFallible: Rule = {
  changes: ['stream-ops-fallible'],
  rewrite: ({leaf, file}) => {
    const call = callOf(leaf)
    if (call === undefined) return byHand('it is not called here')
    const {node, isUnwrapped} = handled(call.node)
    const isIgnored = node.parent?.type === 'let_declaration' && node.parent.childForFieldName('pattern')?.text === '_'
    if (isUnwrapped || isIgnored || ofResult.has(methodCalledOn(node)?.name ?? '')) return undefined
    if (!canPropagate(leaf, file)) return byHand('the function around it returns no Result of wasmtime or anyhow')
    return isGivenBack(node) ? undefined : edits(inserted(node.endIndex, '?'))
  },
}

const ofResult = new Set(
  'ok err map map_err and_then or_else is_ok is_err context with_context unwrap_or_else'.split(' '),
)
