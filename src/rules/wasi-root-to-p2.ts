import {meaningOf} from '../rust-source/meaning-of.ts'
import {moveByCatalog} from './parts/move-by-catalog.ts'
import {byHand, type Rule} from './rule.ts'

/**
 * What belongs to WASIp2 left the root of wasmtime-wasi; each name goes straight to where the target has it. Names that
 * stood for another thing before 30 (`wasi-io-type-renames`) stay for people, those of the views for their own rule.
 */
export const wasiRootToP2: Rule = {
  changes: ['wasi-root-to-p2'],
  rewrite: use => {
    const paths = meaningOf(use.leaf, use.file)
    if (use.way.to >= 36 && paths.some(path => ofViews.has(path))) return undefined
    if (use.way.from < 30 && paths.some(path => swapped.has(path)))
      return byHand(`${use.word} is the name of something else since wasmtime 30`)
    return moveByCatalog(use)
  },
}

const swapped = new Set(['Pollable', 'InputStream', 'OutputStream'].map(name => `wasmtime_wasi::${name}`))
const ofViews = new Set(['IoView', 'IoImpl', 'WasiImpl'].map(name => `wasmtime_wasi::${name}`))
