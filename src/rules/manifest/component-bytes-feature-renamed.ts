import {lastMajorWith} from '../../catalog/features.ts'
import {renamedFeature} from './feature-changes.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** `component-model-async-bytes` is `component-model-bytes` since 46. */
export const componentBytesFeatureRenamed: ManifestRule = {
  changes: ['component-bytes-feature-renamed'],
  isOfTarget: true,
  rewrite(dependency, {to}) {
    if (dependency.crate !== 'wasmtime' || lastMajorWith('wasmtime', old, to) === undefined) return undefined
    return changed(...renamedFeature(dependency, old, 'component-model-bytes'))
  },
}

const old = 'component-model-async-bytes'
