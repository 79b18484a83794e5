import {meaningOf} from '../rust-source/meaning-of.ts'
import {renamePath} from './parts/rename.ts'
import {byHand, type Rule} from './rule.ts'

/** The trait `p3::WasiHttpCtx` is `p3::WasiHttpHooks`; the struct of its defaults is gone. */
export const wasiHttpP3CtxToHooks: Rule = {
  changes: ['wasi-http-p3-ctx-to-hooks'],
  isRename: true,
  rewrite: use => {
    if (meaningOf(use.leaf, use.file).includes('wasmtime_wasi_http::p3::DefaultWasiHttpCtx'))
      return byHand('its defaults are those of default_hooks()')
    return renamePath(use, {'wasmtime_wasi_http::p3::WasiHttpCtx': 'wasmtime_wasi_http::p3::WasiHttpHooks'})
  },
}
