import {withFeature} from './feature-changes.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** Since 23, memory protection keys are behind a feature that isn't on by default. */
export const mpkFeature: ManifestRule = {
  changes: ['mpk-feature'],
  rewrite(dependency, _way, {alsoOn, meets}) {
    const {crate, table, passedOn} = dependency
    if (crate !== 'wasmtime' || !meets.has('mpk-feature') || alsoOn.has(feature)) return undefined
    // Code is in packages; what the workspace offers and what patches replace has none.
    if (table === 'workspace.dependencies' || table === 'patch') return undefined
    if (passedOn.some(one => one.feature === feature)) return undefined
    return changed(...withFeature(dependency, feature))
  },
}

const feature = 'memory-protection-keys'
