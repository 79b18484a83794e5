import type {ManifestRule} from './manifest-rule.ts'
import {renamedCrate} from './renamed-crate.ts'

/** Since 35, crates that are nobody else's business are called `wasmtime-internal-…`. */
export const internalCratesRenamed: ManifestRule = {
  changes: ['internal-crates-renamed'],
  isOfTarget: true,
  rewrite(dependency, {to}) {
    return /^wasmtime-(?!wasi)/.test(dependency.crate) ? renamedCrate(dependency, to) : undefined
  },
}
