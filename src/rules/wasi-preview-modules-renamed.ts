import {renamePath} from './parts/rename.ts'
import type {Rule} from './rule.ts'

/** The modules `preview1` and `preview0` of wasmtime-wasi are `p1` and `p0`. */
export const wasiPreviewModulesRenamed: Rule = {
  changes: ['wasi-preview-modules-renamed'],
  isRename: true,
  rewrite: use =>
    renamePath(use, {
      'wasmtime_wasi::preview1': 'wasmtime_wasi::p1',
      'wasmtime_wasi::preview0': 'wasmtime_wasi::p0',
    }),
}
