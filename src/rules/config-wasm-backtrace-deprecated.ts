import {callOf} from '../scan/api-uses/syntax.ts'
import {removeCall} from './parts/remove-call.ts'
import {byHand, edits, type Rule, replaced} from './rule.ts'

/** No backtraces are `None` frames at most; wanting them is the default. */
export const configWasmBacktraceDeprecated: Rule = {
  changes: ['config-wasm-backtrace-deprecated'],
  rewrite: use => {
    const enable = callOf(use.leaf)?.arguments.at(-1)
    if (enable?.text === 'false')
      return edits(replaced(use.leaf, 'wasm_backtrace_max_frames'), replaced(enable, 'None'))
    if (enable?.text !== 'true') return byHand('how many frames are wanted is decided elsewhere')
    const rewrite = removeCall(use)
    return rewrite.kind === 'edits' ? {...rewrite, note: framesAreCounted} : rewrite
  },
}

const framesAreCounted =
  'backtraces have at most 20 frames from wasmtime 43 on; `wasm_backtrace_max_frames` asks for more'
