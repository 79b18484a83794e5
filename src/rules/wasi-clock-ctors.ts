import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {isPlain} from './parts/statement.ts'
import {byHand, edits, type Rule, removed} from './rule.ts'

/** The clocks of WASI ask for no authority. */
export const wasiClockCtors: Rule = {
  changes: ['wasi-clock-ctors'],
  rewrite: ({leaf}) => {
    const call = callOf(leaf)
    const inside = call?.node.childForFieldName('arguments')
    const [authority] = call?.arguments ?? []
    if (!inside || authority === undefined) return byHand('it is handed on as a function')
    if (!isPlain(authority) && !isAmbient(authority)) return byHand('its argument may do something')
    return edits(removed({start: inside.startIndex + 1, end: inside.endIndex - 1}))
  },
}

/** `ambient_authority()`, which only says so. */
function isAmbient(authority: Node): boolean {
  return authority.type === 'call_expression' && /(^|::)ambient_authority\(\s*\)$/.test(authority.text)
}
