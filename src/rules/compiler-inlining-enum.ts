import {callOf} from '../scan/api-uses/syntax.ts'
import {pathTo} from './parts/path-to.ts'
import {byHand, edits, type Rule, replaced} from './rule.ts'

/** Inlining is `Inlining::Yes` or `Inlining::No`, with kinds in between that no `bool` told. */
export const compilerInliningEnum: Rule = {
  changes: ['compiler-inlining-enum'],
  rewrite: use => {
    const wanted = callOf(use.leaf)?.arguments.at(-1)
    const inlining = pathTo('wasmtime::Inlining', use)
    if (wanted === undefined || inlining === undefined) return byHand('it is not called as a method here')
    return edits(replaced(wanted, `${inlining}::${wanted.text === 'true' ? 'Yes' : 'No'}`))
  },
}
