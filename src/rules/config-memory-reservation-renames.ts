import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, replaced} from './rule.ts'

/** Reservations are called so, and a memory that was forced to be static is one that may not move. */
export const configMemoryReservationRenames: Rule = {
  changes: ['config-memory-reservation-renames'],
  rewrite: use => {
    const name = names[use.word]
    return name === undefined ? negated(use) : edits(replaced(use.leaf, name))
  },
}

function negated({leaf}: RustUse): Rewrite {
  const forced = callOf(leaf)?.arguments.at(-1) ?? tokenOf(leaf.nextSibling)
  if (forced === undefined) return byHand('its argument has to be negated')
  return edits(replaced(leaf, 'memory_may_move'), replaced(forced, not(forced)))
}

/** In a macro there are only tokens, so it must be a single one. */
function tokenOf(list: Node | null): Node | undefined {
  const [only] = list?.type === 'token_tree' && list.childCount === 3 ? list.namedChildren : []
  return only?.type === 'boolean_literal' ? only : undefined
}

function not(node: Node): string {
  if (node.type === 'boolean_literal') return node.text === 'true' ? 'false' : 'true'
  if (node.type === 'unary_expression' && node.text.startsWith('!')) return node.text.slice(1).trimStart()
  return tight.has(node.type) ? `!${node.text}` : `!(${node.text})`
}

const tight = new Set([
  'identifier',
  'field_expression',
  'call_expression',
  'scoped_identifier',
  'macro_invocation',
  'parenthesized_expression',
])
const names: Readonly<Record<string, string>> = {
  static_memory_maximum_size: 'memory_reservation',
  dynamic_memory_reserved_for_growth: 'memory_reservation_for_growth',
}
