import {implementedTrait} from '../rust-source/meaning-of.ts'
import {callOf, isPath} from '../scan/api-uses/syntax.ts'
import {aboveOf} from './parts/view-impls.ts'
import {itemLines} from './parts/without-item.ts'
import {byHand, edits, type Rule, removed} from './rule.ts'

/** `OutputStream` has no `blocking_write_zeroes_and_flush` any more: nobody calls one that is written for it. */
export const wasiIoWriteZeroesFlushRemoved: Rule = {
  changes: ['wasi-io-write-zeroes-flush-removed'],
  rewrite: ({leaf, file, text}) => {
    if (callOf(leaf)?.form === 'method') return byHand('write_zeroes is there in its place, which does not flush')
    const item = leaf.parent
    if (item?.type !== 'function_item' || !isPath(implementedTrait(leaf, file), streams)) return undefined
    return edits(removed(itemLines(item, aboveOf(item), text)))
  },
}

const streams = [
  'wasmtime_wasi::HostOutputStream',
  'wasmtime_wasi::OutputStream',
  'wasmtime_wasi::p2::OutputStream',
  'wasmtime_wasi_io::streams::OutputStream',
]
