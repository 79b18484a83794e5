import {major as majorOf} from 'semver'
import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import {holdersOf as holdersIn} from '../scan/family-in-lockfile.ts'

/** A third-party crate that brings a family crate of another major than the target's. */
export type Holder = {
  readonly name: string
  readonly version: string
  /** The family crate it leads to: `wasmtime 24.0.5`. */
  readonly holds: string
  readonly lockfile: string
}

/**
 * Who would keep a second wasmtime in the dependency tree after the upgrade, as far as the lockfiles tell: one row for
 * each third-party crate that the workspace asks for. What it brings through the family itself moves with the family.
 */
export function holdersOf(survey: Survey, wasmtime: string): readonly Holder[] {
  return survey.lockfiles.flatMap(lockfile => {
    const found = new Map<string, Holder>()
    for (const holder of rootHolders(lockfile, wasmtime)) {
      const key = `${holder.name} ${holder.version}`
      if (!found.has(key)) found.set(key, holder)
    }
    return [...found.values()]
  })
}

function rootHolders(lockfile: Lockfile, wasmtime: string): readonly Holder[] {
  const old = lockfile.packages.filter(
    ({name, version, source}) => source !== undefined && isFamily(name) && majorOf(version) !== majorOf(wasmtime),
  )
  return old.flatMap(held =>
    holdersIn(lockfile, held.name, held.version)
      .filter(({name}) => !isFamily(name) && !isCompanion(name))
      .map(({name, version, chain}) => ({name, version, holds: firstFamily(chain), lockfile: lockfile.path})),
  )
}

function firstFamily(chain: readonly string[]): string {
  return chain.find(step => isFamily(step.split(' ')[0] ?? '')) ?? chain.at(-1) ?? ''
}
