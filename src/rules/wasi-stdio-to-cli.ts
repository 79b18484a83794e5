import {moveByCatalog} from './parts/move-by-catalog.ts'
import type {Rule} from './rule.ts'

/** The types and functions of standard input and output moved from `p2` to `cli`, `Network` from the root to `p2`. */
export const wasiStdioToCli: Rule = {changes: ['wasi-stdio-to-cli'], rewrite: moveByCatalog}
