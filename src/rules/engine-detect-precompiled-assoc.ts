import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {pathTo} from './parts/path-to.ts'
import {isPlain} from './parts/statement.ts'
import {byHand, edits, type Rule, replaced} from './rule.ts'

/** What an engine was asked is asked of the type. */
export const engineDetectPrecompiledAssoc: Rule = {
  changes: ['engine-detect-precompiled-assoc'],
  rewrite: use => {
    const engine = pathTo('wasmtime::Engine', use)
    const callee = use.leaf.parent?.type === 'token_tree' ? calleeInTokens(use.leaf) : calleeOf(use.leaf)
    if (callee === undefined || engine === undefined) return byHand('what it is called on may do something')
    return edits(replaced(callee, `${engine}::${use.word}`))
  },
}

/** `engine.detect_precompiled` where the engine is only named. */
function calleeOf(leaf: Node) {
  const call = callOf(leaf)
  if (call?.receiver === null || call?.receiver === undefined || !isPlain(call.receiver)) return undefined
  return {start: call.receiver.startIndex, end: leaf.endIndex}
}

/** Inside a macro: names with dots between them, and the method. */
function calleeInTokens({previousSibling, endIndex}: Node) {
  let dot = previousSibling
  for (let count = 0; count < longest; count++) {
    const name = dot?.previousSibling
    if (name?.type !== 'identifier' && name?.type !== 'self') return undefined
    if (name.previousSibling?.type === '::') return undefined
    if (name.previousSibling?.type !== '.') return {start: name.startIndex, end: endIndex}
    dot = name.previousSibling
  }
  return undefined
}

const longest = 16
