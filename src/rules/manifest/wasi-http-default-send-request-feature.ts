import {withFeature} from './feature-changes.ts'
import {changed, type ManifestRule} from './manifest-rule.ts'

/** Since 36, the client that sends a guest's requests is behind a feature, which is on by default. */
export const wasiHttpDefaultSendRequestFeature: ManifestRule = {
  changes: ['wasi-http-default-send-request-feature'],
  rewrite(dependency, _way, {alsoOn}) {
    if (dependency.crate !== 'wasmtime-wasi-http' || !dependency.isWithoutDefaults || alsoOn.has(feature))
      return undefined
    if (dependency.passedOn.some(one => one.feature === feature)) return undefined
    return changed(...withFeature(dependency, feature))
  },
}

const feature = 'default-send-request'
