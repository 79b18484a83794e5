import {isFamily} from '../catalog/family.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import {familyVersions} from '../scan/family-in-lockfile.ts'

/** Family crate → its versions in the root lockfile, oldest first; empty without one. */
export function lockedFamily(survey: Survey): Record<string, string[]> {
  const lockfile = rootLockfile(survey)
  const versions = lockfile === undefined ? {} : familyVersions(lockfile, isFamily)
  return Object.fromEntries(Object.entries(versions).map(([crate, all]) => [crate, [...all]]))
}

export function rootLockfile(survey: Survey): Lockfile | undefined {
  return survey.lockfiles.find(lockfile => lockfile.path === 'Cargo.lock')
}
