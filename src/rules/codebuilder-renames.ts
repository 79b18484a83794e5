import {closest} from '../rust-source/ancestors.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {handled} from './parts/handled.ts'
import {isPlain, removedStatement} from './parts/statement.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, removed, replaced} from './rule.ts'

/** Whether a builder takes text is told by the method that gives it the code. */
export const codebuilderRenames: Rule = {
  changes: ['codebuilder-renames'],
  rewrite: use => {
    const isText = takesText(use)
    if (isText === undefined) return byHand('whether text is accepted is decided elsewhere')
    if (use.word === 'wat') return withoutSwitch(use)
    const ending = use.word === 'wasm_file' ? '_file' : ''
    return edits(replaced(use.leaf, `wasm_binary${isText ? '_or_text' : ''}${ending}`))
  },
}

/** Text is accepted unless the function says otherwise; undefined when it asks somebody. */
function takesText({leaf}: RustUse): boolean | undefined {
  const told = [...(closest(leaf, 'function_item')?.text.matchAll(/\.wat\(\s*(\w+)/g) ?? [])].map(([, word]) => word)
  if (told.length === 0) return true
  if (told.some(word => word !== told[0])) return undefined
  return told[0] === 'true' || (told[0] === 'false' ? false : undefined)
}

function withoutSwitch({leaf, text}: RustUse): Rewrite {
  const call = callOf(leaf)
  const {node, isUnwrapped} = call ? handled(call.node) : {}
  if (call?.form !== 'method' || call.receiver === null || !node || !isUnwrapped)
    return byHand('its failure is handled in a way of its own')
  if (node.parent?.type === 'expression_statement' && isPlain(call.receiver))
    return edits(removedStatement(node.parent, text))
  return edits(removed({start: call.receiver.endIndex, end: node.endIndex}))
}
