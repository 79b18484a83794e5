import {withFeature} from './feature-changes.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** Since 42, errors turn into `anyhow`'s and back only with a feature, which is on by default. */
export const anyhowCargoFeature: ManifestRule = {
  changes: ['anyhow-cargo-feature'],
  rewrite(dependency, _way, {alsoOn}) {
    if (dependency.crate !== 'wasmtime' || !dependency.isWithoutDefaults || alsoOn.has('anyhow')) return undefined
    if (dependency.passedOn.some(({feature}) => feature === 'anyhow')) return undefined
    return changed(...withFeature(dependency, 'anyhow'))
  },
}
