import {major as majorOf} from 'semver'
import {companionVersion, isCompanion, isFamily, isPublishedFor} from '../catalog/family.ts'
import {parseRequirement, raiseRequirement} from '../domain/cargo-requirement.ts'

/**
 * What a requirement on a crate of the family becomes; undefined when it allows the target already, or when the crate isn't
 * published for it: a version that doesn't exist helps nobody.
 */
export function raisedRequirement(crate: string, requirement: string, wasmtime: string): string | undefined {
  if (!isFamily(crate) || !isPublishedFor(crate, majorOf(wasmtime))) return undefined
  return raiseRequirement(requirement, wasmtime)
}

/**
 * What a requirement on a companion (cranelift) becomes where it is the one of a wasmtime that is here; undefined for one
 * that goes its own way.
 */
export function raisedCompanion(
  crate: string,
  requirement: string,
  {wasmtime, present}: {readonly wasmtime: string; readonly present: ReadonlySet<number>},
): string | undefined {
  const to = isCompanion(crate) ? companionVersion(crate, wasmtime) : undefined
  const written = parseRequirement(requirement)?.comparators
  if (to === undefined || written === undefined) return undefined
  const minors = [...present].map(major => companionVersion(crate, `${major}.0.0`)?.split('.')[1])
  const isOfWasmtime = written.some(({major, minor}) => major === 0 && minors.includes(String(minor)))
  return isOfWasmtime ? raiseRequirement(requirement, to) : undefined
}
