import {lastMajorWith} from '../../catalog/features.ts'
import {renamedFeature} from './feature-changes.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** `preview1` of wasmtime-wasi is `p1` since 37. */
export const wasiPreview1FeatureRenamed: ManifestRule = {
  changes: ['wasi-preview1-feature-renamed'],
  isOfTarget: true,
  rewrite(dependency, {to}) {
    const {crate} = dependency
    if (crate !== 'wasmtime-wasi' || lastMajorWith(crate, 'preview1', to) === undefined) return undefined
    return changed(...renamedFeature(dependency, 'preview1', 'p1'))
  },
}
