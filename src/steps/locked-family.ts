import {isFamily} from '../catalog/family.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'

/** Family crate → its versions in the root lockfile, ascending as the lockfile lists them; empty without one. */
export function lockedFamily(survey: Survey): Record<string, string[]> {
  const locked: Record<string, string[]> = {}
  for (const {name, version, source} of rootLockfile(survey)?.packages ?? []) {
    // A workspace member may be called like a family crate (wasmtime's own repository): it isn't locked, it is here.
    if (source === undefined || !isFamily(name)) continue
    locked[name] = [...(locked[name] ?? []), version]
  }
  return locked
}

export function rootLockfile(survey: Survey): Lockfile | undefined {
  return survey.lockfiles.find(lockfile => lockfile.path === 'Cargo.lock')
}
