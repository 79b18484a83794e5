import type {LockedPackage, Lockfile} from '../domain/survey.ts'

/** Who depends on whom in a lockfile, both ways. What the lockfile names but doesn't hold is left out. */
export type DependencyGraph = {
  readonly packages: readonly LockedPackage[]
  readonly dependenciesOf: (entry: LockedPackage) => readonly LockedPackage[]
  readonly dependentsOf: (entry: LockedPackage) => readonly LockedPackage[]
}

/** The graph of a lockfile, in time proportional to its size: it may be somebody else's, and huge. */
export function dependencyGraph({packages}: Lockfile): DependencyGraph {
  const byReference = references(packages)
  const below = new Map<LockedPackage, LockedPackage[]>(packages.map(entry => [entry, []]))
  const above = new Map<LockedPackage, LockedPackage[]>(packages.map(entry => [entry, []]))
  for (const entry of packages) {
    for (const written of new Set(entry.dependencies)) {
      const found = byReference.get(written)
      if (found === undefined) continue
      below.get(entry)?.push(found)
      above.get(found)?.push(entry)
    }
  }
  return {
    packages,
    dependenciesOf: entry => below.get(entry) ?? [],
    dependentsOf: entry => above.get(entry) ?? [],
  }
}

/** Members and path dependencies have no source in the lockfile: whoever has one comes from somebody else. */
export function isThirdParty({source}: LockedPackage): boolean {
  return source !== undefined
}

/** `javy 6.0.0`: how a package is named to a person. */
export function nameOf({name, version}: LockedPackage): string {
  return `${name} ${version}`
}

/** By name and version, a number in a name as a number. */
export function byName(a: LockedPackage, b: LockedPackage): number {
  return a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en', {numeric: true})
}

/** A lockfile writes as much of `name version (source)` as it takes to be unambiguous; the first package wins. */
function references(packages: readonly LockedPackage[]): ReadonlyMap<string, LockedPackage> {
  const found = new Map<string, LockedPackage>()
  for (const entry of packages) {
    const {name, version, source} = entry
    for (const written of [name, `${name} ${version}`, `${name} ${version} (${source ?? ''})`]) {
      if (!found.has(written)) found.set(written, entry)
    }
  }
  return found
}
