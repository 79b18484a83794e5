import {isPublishedFor, successorOf} from '../../catalog/family.ts'
import type {ManifestDependency} from './manifest-dependency.ts'
import {changed, type ManifestRewrite, unsure} from './manifest-rule.ts'

/**
 * Takes a crate from under its new name; the key stays, and with it the paths in the code, `dep:` features and what members
 * inherit. A crate that became a feature of another isn't renamed.
 */
export function renamedCrate(dependency: ManifestDependency, to: number): ManifestRewrite | undefined {
  const {crate, at, fields, isBareText, isInherited, requirement} = dependency
  const successor = successorOf(crate, to)
  if (successor === undefined || successor.feature !== null || isPublishedFor(crate, to)) return undefined
  // The workspace's entry, a fork or a folder of one's own says which crate it is.
  if (isInherited || requirement === undefined || fields.has('git') || fields.has('path')) return undefined
  if (!isPublishedFor(successor.crate, to)) return unsure(`its successor ${successor.crate} isn't published for ${to}`)
  const name = `"${successor.crate}"`
  if (isBareText) return changed({do: 'replace', at, value: `{ package = ${name}, version = "${requirement}" }`})
  if (fields.has('package')) return changed({do: 'set', at: [...at, 'package'], to: successor.crate})
  return changed({do: 'add-key', at, key: 'package', value: name})
}
