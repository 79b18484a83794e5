import {isFamily} from '../catalog/family.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import {familyVersions} from '../scan/family-in-lockfile.ts'
import {lockfileOf} from '../scan/member-requirements.ts'

/** Family crate → its versions in the root lockfile, oldest first; empty without one. */
export function lockedFamily(survey: Survey): Record<string, string[]> {
  const lockfile = rootLockfile(survey)
  return lockfile === undefined ? {} : familyIn(lockfile)
}

/** The same for any lockfile. */
export function familyIn(lockfile: Lockfile): Record<string, string[]> {
  const versions = familyVersions(lockfile, isFamily)
  return Object.fromEntries(Object.entries(versions).map(([crate, all]) => [crate, [...all]]))
}

/** Lockfiles of nested workspaces and excluded packages that ask for the family themselves. */
export function nestedLockfiles(survey: Survey): readonly Lockfile[] {
  const asking = survey.manifests.filter(({requirements}) => requirements.some(({crate}) => isFamily(crate)))
  const holding = new Set(asking.map(({path}) => lockfileOf(survey, path)?.path))
  const manifests = new Set(survey.manifests.map(({path}) => path))
  return survey.lockfiles.filter(
    ({path}) => path !== 'Cargo.lock' && holding.has(path) && manifests.has(manifestBeside(path)),
  )
}

/** The manifest that a lockfile belongs to. */
export function manifestBeside(lockfile: string): string {
  return lockfile.replace(/Cargo\.lock$/, 'Cargo.toml')
}

export function rootLockfile(survey: Survey): Lockfile | undefined {
  return survey.lockfiles.find(lockfile => lockfile.path === 'Cargo.lock')
}
