import {renamePath} from './parts/rename.ts'
import type {Rule} from './rule.ts'

/**
 * wasmtime-wasi-runtime-config is wasmtime-wasi-config, and its types say `WasiConfig`. The dependency keeps its key, and
 * the paths in the code with it (`manifest/wasi-runtime-config-renamed`).
 */
export const wasiRuntimeConfigRenamed: Rule = {
  changes: ['wasi-runtime-config-renamed'],
  isRename: true,
  rewrite: use => renamePath(use, names),
}

const names = Object.fromEntries(
  ['wasmtime_wasi_config', 'wasmtime_wasi_runtime_config'].flatMap(crate =>
    ['', 'Variables'].map(end => [`${crate}::WasiRuntimeConfig${end}`, `${crate}::WasiConfig${end}`]),
  ),
)
