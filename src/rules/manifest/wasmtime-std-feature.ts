import {impliesStd} from '../../catalog/features.ts'
import {withFeature} from './feature-changes.ts'
import {changed, type ManifestRule, unsure} from './manifest-rule.ts'

/**
 * Since 21, files, caches and paths are behind the feature `std`; since 35, so are mapped memories and signal handlers.
 * Whoever switches the defaults off has to ask for it, unless it is done without on purpose.
 */
export const wasmtimeStdFeature: ManifestRule = {
  changes: ['wasmtime-std-feature', 'std-feature-required-for-os-support'],
  rewrite(dependency, _way, {alsoOn, isNoStd}) {
    if (dependency.crate !== 'wasmtime' || !dependency.isWithoutDefaults) return undefined
    const isOn = [...dependency.features.map(({feature}) => feature), ...alsoOn].some(
      feature => feature === 'std' || impliesStd.has(feature),
    )
    if (isOn) return undefined
    if (dependency.passedOn.some(({feature}) => feature === 'std')) {
      return unsure('a feature of the package switches std on by itself')
    }
    if (isNoStd) return unsure('a package that takes it is #![no_std]')
    return changed(...withFeature(dependency, 'std'))
  },
}
