import type {LockedPackage, Lockfile} from '../domain/survey.ts'

/**
 * The locked versions of each family crate, in the order of the lockfile (oldest first). A workspace member that is called
 * like a family crate isn't locked: it is here.
 */
export function familyVersions(
  lockfile: Lockfile,
  isFamily: (crate: string) => boolean,
): Readonly<Record<string, readonly string[]>> {
  const versions: Record<string, string[]> = {}
  for (const {name, version, source} of lockfile.packages) {
    if (source === undefined || !isFamily(name)) continue
    versions[name] ??= []
    if (!versions[name].includes(version)) versions[name].push(version)
  }
  return versions
}

/** A third-party package that a workspace member depends on, and the way from it down to the crate asked for. */
export type Holder = {
  readonly name: string
  readonly version: string
  /** `name version` of each package, the holder first, the crate asked for last. */
  readonly chain: readonly string[]
}

/**
 * Who brings a crate at a version into the tree: the third-party packages next to the workspace's members from which
 * a shortest way leads to it. A member's own direct requirement is no holder.
 */
export function holdersOf(lockfile: Lockfile, crate: string, version: string): readonly Holder[] {
  const target = lockfile.packages.find(entry => entry.name === crate && entry.version === version)
  if (target === undefined) return []
  const dependents = dependentsOf(lockfile)
  const next = nearestWay(target, dependents)
  return [...next.keys()]
    .filter(entry => entry !== target && isThirdParty(entry))
    .filter(entry => (dependents.get(entry) ?? []).some(dependent => !isThirdParty(dependent)))
    .map(entry => ({name: entry.name, version: entry.version, chain: chainFrom(entry, next)}))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'))
}

type Ways = ReadonlyMap<LockedPackage, LockedPackage | undefined>

/** For each third-party package above the target, the next one on a shortest way down to it. */
function nearestWay(target: LockedPackage, dependents: ReadonlyMap<LockedPackage, readonly LockedPackage[]>): Ways {
  const next = new Map<LockedPackage, LockedPackage | undefined>([[target, undefined]])
  for (const entry of next.keys()) {
    for (const dependent of dependents.get(entry) ?? []) {
      if (isThirdParty(dependent) && !next.has(dependent)) next.set(dependent, entry)
    }
  }
  return next
}

function chainFrom(entry: LockedPackage, next: Ways): readonly string[] {
  const below = next.get(entry)
  const own = `${entry.name} ${entry.version}`
  return below === undefined ? [own] : [own, ...chainFrom(below, next)]
}

function dependentsOf(lockfile: Lockfile): ReadonlyMap<LockedPackage, readonly LockedPackage[]> {
  const byName = new Map<string, LockedPackage[]>()
  for (const entry of lockfile.packages) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry])
  const dependents = new Map<LockedPackage, LockedPackage[]>()
  for (const entry of lockfile.packages) {
    for (const written of entry.dependencies) {
      const found = referredBy(written, byName)
      if (found !== undefined) dependents.set(found, [...(dependents.get(found) ?? []), entry])
    }
  }
  return dependents
}

/** A lockfile writes as much of `name version (source)` as it takes to be unambiguous. */
function referredBy(written: string, byName: ReadonlyMap<string, readonly LockedPackage[]>): LockedPackage | undefined {
  const [name = '', version, source] = written.split(' ')
  return byName
    .get(name)
    ?.find(
      entry =>
        (version === undefined || entry.version === version) &&
        (source === undefined || source === `(${entry.source ?? ''})`),
    )
}

/** Members and path dependencies have no source in the lockfile. */
function isThirdParty(entry: LockedPackage): boolean {
  return entry.source !== undefined
}
