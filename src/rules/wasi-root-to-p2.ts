import {moveByCatalog} from './parts/move-by-catalog.ts'
import type {Rule} from './rule.ts'

/** What belongs to WASIp2 left the root of wasmtime-wasi; each name goes straight to where the target has it. */
export const wasiRootToP2: Rule = {changes: ['wasi-root-to-p2'], rewrite: moveByCatalog}
