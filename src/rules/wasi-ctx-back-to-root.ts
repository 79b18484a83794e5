import {moveByCatalog} from './parts/move-by-catalog.ts'
import type {Rule} from './rule.ts'

/** `WasiCtx`, `WasiCtxBuilder` and `WasiView` left `p2`; they are at the root of wasmtime-wasi again. */
export const wasiCtxBackToRoot: Rule = {changes: ['wasi-ctx-back-to-root'], rewrite: moveByCatalog}
