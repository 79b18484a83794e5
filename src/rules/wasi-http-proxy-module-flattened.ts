import {leaveProxyModule} from './parts/proxy-module.ts'
import type {Rule} from './rule.ts'

/** `proxy::add_to_linker` and `proxy::sync::add_to_linker` are `add_to_linker_async` and `_sync` of the crate's root. */
export const wasiHttpProxyModuleFlattened: Rule = {
  changes: ['wasi-http-proxy-module-flattened'],
  rewrite: leaveProxyModule,
}
