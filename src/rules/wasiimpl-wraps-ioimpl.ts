import {writtenPath} from '../rust-source/written-path.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {pathTo} from './parts/path-to.ts'
import {byHand, edits, inserted, type Rule} from './rule.ts'

/** From 30 to 35 `WasiImpl` and `WasiHttpImpl` have an `IoImpl` in them. */
export const wasiimplWrapsIoimpl: Rule = {
  changes: ['wasiimpl-wraps-ioimpl'],
  rewrite: use => {
    const {leaf, symbols, way} = use
    const call = callOf(leaf)
    const [state] = call?.arguments ?? []
    if (call === undefined || state === undefined)
      return writtenPath(leaf)?.outer.parent?.type === 'arguments' ? byHand('it is handed on as a function') : undefined
    if (/\bIoImpl\s*\(/.test(state.text)) return undefined
    const isAtRoot = symbols.isThereAt('wasmtime_wasi::IoImpl', way.to)
    const name = pathTo(isAtRoot ? 'wasmtime_wasi::IoImpl' : 'wasmtime_wasi::p2::IoImpl', use)
    if (name === undefined) return byHand("the package doesn't depend on wasmtime-wasi")
    return edits(inserted(state.startIndex, `${name}(`), inserted(state.endIndex, ')'))
  },
}
