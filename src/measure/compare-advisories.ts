import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Advisories, FoundAdvisory} from '../domain/measurement.ts'

/** What differs between two audits. An advisory that hits a package in both is no difference, whatever the version. */
export type AdvisoryComparison = {
  readonly fresh: readonly FoundAdvisory[]
  readonly gone: readonly FoundAdvisory[]
  readonly kept: readonly FoundAdvisory[]
}

/**
 * Compares what was found before with what is found now. Where one side was looked at by the catalogue alone, only wasmtime's
 * family is compared: of the others that side says nothing.
 */
export function compareAdvisories(before: Advisories, after: Advisories): AdvisoryComparison {
  const isPartial = before.familyOnly === true || after.familyOnly === true
  const compared = ({found}: Advisories) =>
    found.filter(one => !isPartial || isFamily(one.package) || isCompanion(one.package))
  const [was, is] = [compared(before), compared(after)]
  const known = new Set(was.map(keyOf))
  const now = new Set(is.map(keyOf))
  return {
    fresh: is.filter(one => !known.has(keyOf(one))),
    gone: was.filter(one => !now.has(keyOf(one))),
    kept: is.filter(one => known.has(keyOf(one))),
  }
}

function keyOf({id, package: name}: FoundAdvisory): string {
  return `${name} ${id}`
}
