import {closest} from '../rust-source/ancestors.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {byHand, inserted, type Rewrite, type Rule, type RustUse, spanOf} from './rule.ts'

/**
 * TCP and UDP are refused unless they are allowed. Code that lets the guest reach the network, or checks its addresses,
 * allows them, so that it does what it did; code that says itself what is allowed is left alone.
 */
export const wasiSocketsDeniedByDefault: Rule = {
  changes: ['wasi-sockets-denied-by-default'],
  rewrite: use => {
    const call = callOf(use.leaf)
    const callable = closest(use.leaf, 'function_item') ?? use.file.root
    if (call?.form !== 'method' || call.receiver === null) return byHand('it is not called as a method here')
    const [inside, outside] = [saidIn(callable), saidIn(use.file.root)]
    const missing = protocols.filter(name => !inside.has(name))
    if (missing.length === 0) return undefined
    if (missing.some(name => outside.has(name))) return byHand('another function says what is allowed')
    return allowed(call.node, missing, callable, use)
  },
}

/** Which of the protocols are allowed or refused somewhere in a piece of code. */
function saidIn(node: Node): ReadonlySet<string> {
  const names = node.descendantsOfType(['field_identifier', 'identifier']).map(({text}) => text)
  return new Set(names.filter(name => protocols.includes(name)))
}

/** The calls follow as links of the chain, on lines of their own where the chain has them. */
function allowed(call: Node, names: readonly string[], callable: Node, {leaf, text}: RustUse): Rewrite {
  const dot = leaf.previousSibling?.startIndex ?? leaf.startIndex
  const lineBreak = /\r?\n[ \t]*$/.exec(text.slice(0, dot))?.[0] ?? ''
  const comment = lineBreak === '' ? 0 : (/^[ \t]*\/\/[^\r\n]*/.exec(text.slice(call.endIndex))?.[0].length ?? 0)
  const calls = names.map(name => `${lineBreak}.${name}(true)`).join('')
  return {
    kind: 'edits',
    edits: [inserted(call.endIndex + comment, calls)],
    region: spanOf(callable),
    note: 'wasmtime-wasi 48 refuses TCP and UDP unless they are allowed; what reached the network before may do so still',
  }
}

const protocols = ['allow_tcp', 'allow_udp']
