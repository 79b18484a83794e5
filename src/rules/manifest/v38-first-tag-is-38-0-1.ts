import {isFamily} from '../../catalog/family.ts'
import {raiseRequirement} from '../../domain/cargo-requirement.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** There is no 38.0.0: whoever asks for exactly that one asks for the newest of its major instead. */
export const v38FirstTagIs3801: ManifestRule = {
  changes: ['v38-first-tag-is-38-0-1'],
  isOfTarget: true,
  rewrite({at, crate, isBareText, requirement = ''}, {wasmtime}) {
    if (!isFamily(crate) || !/^\s*=\s*38\.0\.0\s*$/.test(requirement)) return undefined
    const to = raiseRequirement(requirement, wasmtime)
    return to === undefined ? undefined : changed({do: 'set', at: isBareText ? at : [...at, 'version'], to})
  },
}
