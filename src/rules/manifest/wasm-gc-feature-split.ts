import {withFeature} from './feature-changes.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** Since 27, a collector is a feature of its own; `gc-drc` is the one that there was before. */
export const wasmGcFeatureSplit: ManifestRule = {
  changes: ['wasm-gc-feature-split'],
  rewrite(dependency, _way, {alsoOn}) {
    const {crate, isWithoutDefaults, features, passedOn} = dependency
    if (crate !== 'wasmtime' || !isWithoutDefaults || !features.some(({feature}) => feature === 'gc')) return undefined
    const named = [...features, ...passedOn].map(({feature}) => feature)
    if ([...named, ...alsoOn].some(feature => collectors.includes(feature))) return undefined
    return changed(...withFeature(dependency, 'gc-drc'))
  },
}

const collectors = ['gc-drc', 'gc-null', 'gc-copying']
