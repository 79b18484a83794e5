import {closest} from '../rust-source/ancestors.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {renamePath} from './parts/rename.ts'
import {wholeLines} from './parts/statement.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, removed, replaced, spanOf} from './rule.ts'

/** An exception is one event, whether something catches it or not. */
export const debugEventExceptionMerged: Rule = {
  changes: ['debug-event-exception-merged'],
  rewrite: use => {
    const twin = use.word === caught ? uncaught : caught
    const either = closest(use.leaf, 'or_pattern', 'match_arm')
    if (either?.type === 'or_pattern' && either.text.includes(twin)) return oneOf(either, use)
    const block = closest(use.leaf, 'match_block', 'macro_invocation', 'function_item')
    if (block?.type === 'function_item' || !block?.text.includes(twin)) return renamed(use)
    return block.type === 'match_block' ? oneArm(block, use) : byHand(areOne)
  },
}

function renamed(use: RustUse): Rewrite | undefined {
  const rewrite = renamePath(use, {
    [`wasmtime::DebugEvent::${caught}`]: 'wasmtime::DebugEvent::Exception',
    [`wasmtime::DebugEvent::${uncaught}`]: 'wasmtime::DebugEvent::Exception',
  })
  return rewrite?.kind === 'edits' ? {...rewrite, note: areOne} : rewrite
}

/** `Caught…(e) | Uncaught…(e)` is one pattern; with others beside it, a person decides. */
function oneOf(either: Node, use: RustUse): Rewrite | undefined {
  const [left, right] = either.namedChildren
  if (!left || !right || either.parent?.type === 'or_pattern' || left.type === 'or_pattern') return byHand(areOne)
  const names = [left.text, right.text].map(text => text.replace(/\b(Unc|C)aughtExceptionThrown\b/, 'Exception'))
  if (names[0] !== names[1]) return byHand(areOne)
  return use.leaf.startIndex < right.startIndex ? edits(replaced(either, names[0] ?? '')) : undefined
}

/** Of two arms that do the same one stays. */
function oneArm(block: Node, use: RustUse): Rewrite | undefined {
  const arms = block.namedChildren.filter(
    ({type, text}) => type === 'match_arm' && /\b(Unc|C)aughtExceptionThrown\b/.test(text),
  )
  const [first, second] = arms
  const merged = arms.map(({text}) => text.replace(/\b(Unc|C)aughtExceptionThrown\b/, 'Exception').replace(/,$/, ''))
  if (!first || !second || arms.length !== 2 || merged[0] !== merged[1]) return byHand(areOne)
  if (use.leaf.startIndex > second.startIndex) return edits(removed(wholeLines(spanOf(second), use.text)))
  return renamed(use)
}

const caught = 'CaughtExceptionThrown'
const uncaught = 'UncaughtExceptionThrown'
const areOne = 'exceptions that are caught and those that aren’t are one event, `Exception`'
