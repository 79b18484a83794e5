import {isOlderEdition} from '../catalog/rust-facts.ts'
import type {Finding} from '../domain/finding.ts'
import type {Manifest, Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {mentionReason} from '../scan/classify.ts'

/** The wanted edition for a manifest that says an older one; undefined for all else. */
export function raisedEdition({kind, value, live}: Finding, {edition}: Target): string | undefined {
  return kind === 'edition' && live && edition !== null && isOlderEdition(value, edition) ? edition : undefined
}

/** The places in manifests that say an older edition than the wanted one. */
export function lowEditions({findings}: Survey, target: Target): readonly Finding[] {
  return findings.filter(finding => raisedEdition(finding, target) !== undefined)
}

/** Whether a package is moved: one that says or inherits an older edition, and isn't there as test data. */
export function isLow({path, packageName, edition}: Manifest, target: Target): boolean {
  const isOld = edition !== undefined && target.edition !== null && isOlderEdition(edition, target.edition)
  return packageName !== undefined && isOld && mentionReason(path, 'manifest') === undefined
}
