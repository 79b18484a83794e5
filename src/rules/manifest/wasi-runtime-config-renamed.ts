import type {ManifestRule} from './manifest-rule.ts'
import {renamedCrate} from './renamed-crate.ts'

/** wasmtime-wasi-runtime-config is wasmtime-wasi-config since 27. */
export const wasiRuntimeConfigRenamed: ManifestRule = {
  changes: ['wasi-runtime-config-renamed'],
  isOfTarget: true,
  rewrite(dependency, {to}) {
    return dependency.crate === 'wasmtime-wasi-runtime-config' ? renamedCrate(dependency, to) : undefined
  },
}
