import {major as majorOf} from 'semver'
import {isFamily} from '../catalog/family.ts'
import type {LockedPackage, Lockfile, Survey} from '../domain/survey.ts'
import {isThirdParty, nameOf} from '../scan/dependency-graph.ts'
import {type Bringer, familyIn} from '../scan/family-releases.ts'

/** A third-party crate that brings a family crate of another major than the target's. */
export type Holder = {
  readonly name: string
  readonly version: string
  /** The family crate it leads to: `wasmtime 24.0.5`. */
  readonly holds: string
  readonly lockfile: string
}

/** The same with the way it takes. */
export type HolderWay = Holder & {
  /** The packages from the holder to the one that asks for the family; the holder itself first, alone when it asks. */
  readonly chain: readonly LockedPackage[]
  /** The family crates that the last of the chain asks for. */
  readonly family: readonly LockedPackage[]
  /** The members that ask for the holder. */
  readonly members: readonly string[]
}

/**
 * Who would keep a second wasmtime in the dependency tree after the upgrade, as far as the lockfiles tell: one row for
 * each third-party crate that the workspace asks for. What it brings through the family itself moves with the family.
 */
export function holdersOf(survey: Survey, wasmtime: string): readonly Holder[] {
  return survey.lockfiles.flatMap(lockfile => {
    const found = new Map<string, Holder>()
    for (const {name, version, holds, lockfile: path} of holdersIn(lockfile, wasmtime)) {
      const key = `${name} ${version}`
      if (!found.has(key)) found.set(key, {name, version, holds, lockfile: path})
    }
    return [...found.values()]
  })
}

/** The holders of one lockfile with their ways; a crate that holds two releases is there twice. */
export function holdersIn(lockfile: Lockfile, wasmtime: string): readonly HolderWay[] {
  return familyIn(lockfile)
    .releases.filter(({version}) => majorOf(version) !== majorOf(wasmtime))
    .flatMap(({bringers}) => bringers.flatMap(bringer => waysFrom(bringer, [], lockfile.path)))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'))
}

/** The bringer itself when a member asks for it, and everyone above it; `below` leads from it to the family. */
function waysFrom(bringer: Bringer, below: readonly Bringer[], lockfile: string): readonly HolderWay[] {
  const {entry, above} = bringer
  if (!isThirdParty(entry)) return []
  const ways = [bringer, ...below]
  const members = above.filter(one => !isThirdParty(one.entry)).map(one => one.entry.name)
  const family = (ways.at(-1)?.asksFor ?? []).filter(({name}) => isFamily(name))
  const own = {
    name: entry.name,
    version: entry.version,
    holds: family.map(nameOf)[0] ?? '',
    lockfile,
    chain: ways.map(one => one.entry),
    family,
    members: [...new Set(members)],
  }
  const higher = above.flatMap(one => waysFrom(one, ways, lockfile))
  // Who asks for a companion alone holds no second wasmtime.
  return members.length > 0 && family.length > 0 ? [own, ...higher] : higher
}
