import type {Node} from '../rust-source/rust-parser.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {castTo} from './parts/number.ts'
import {byHand, edits, type Rule, type RustUse, replaced} from './rule.ts'

/** The size of a memory is told in bytes, as a `usize`, not in pages of 64 KiB. */
export const poolingMemoryPagesToBytes: Rule = {
  changes: ['pooling-memory-pages-to-bytes'],
  rewrite: use => {
    const pages = callOf(use.leaf)?.arguments.at(-1)
    if (pages === undefined) return byHand('its argument has to become a number of bytes')
    const count = asUsize(pages, use)
    if (count === undefined) return byHand('whether its argument is a u64 without this call can’t be told')
    return edits(replaced(use.leaf, 'max_memory_size'), replaced(pages, `${count} * 65536`))
  },
}

/** A number without a type becomes a `usize` by itself; what was a `u64` is cast. */
function asUsize(node: Node, {file}: RustUse): string | undefined {
  if (node.type === 'integer_literal' || node.type === 'type_cast_expression') return castTo(node, 'usize')
  if (isOfLiterals(node)) return `(${node.text})`
  if (!isTyped(node, file)) return undefined
  return castTo(bare.has(node.type) ? node.text : `(${node.text})`, 'usize')
}

function isOfLiterals(node: Node): boolean {
  if (node.type === 'integer_literal') return /^[\dxob_a-f]+$/i.test(node.text) && !/[iu](\d+|size)$/.test(node.text)
  return node.type === 'binary_expression' && node.namedChildren.every(child => child !== null && isOfLiterals(child))
}

/** An expression whose type doesn't depend on what is expected of it, as `into()` does. */
function isTyped(node: Node, file: RustUse['file']): boolean {
  switch (node.type) {
    case 'identifier':
    case 'scoped_identifier':
    case 'field_expression':
    case 'integer_literal':
    case 'type_cast_expression':
      return true
    case 'binary_expression':
    case 'parenthesized_expression':
      return node.namedChildren.every(child => child !== null && isTyped(child, file))
    case 'call_expression': {
      const callee = node.childForFieldName('function')
      if (callee?.text === 'u64::from') return true
      return callee?.type === 'identifier' && file.declarations().functions.has(callee.text)
    }
    default:
      return false
  }
}

const bare = new Set([
  'identifier',
  'scoped_identifier',
  'field_expression',
  'call_expression',
  'parenthesized_expression',
])
