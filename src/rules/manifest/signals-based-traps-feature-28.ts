import {lastMajorWith} from '../../catalog/features.ts'
import {withoutFeature} from './feature-changes.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** A feature of 28 and 29 alone: since 30 the platform decides, and `Config::signals_based_traps` stays. */
export const signalsBasedTrapsFeature28: ManifestRule = {
  changes: ['signals-based-traps-feature-28'],
  isOfTarget: true,
  rewrite(dependency, {to}) {
    if (dependency.crate !== 'wasmtime' || lastMajorWith('wasmtime', feature, to) === undefined) return undefined
    return changed(...withoutFeature(dependency, feature))
  },
}

const feature = 'signals-based-traps'
