import type {LockedPackage, Lockfile} from '../domain/survey.ts'
import {byName, type DependencyGraph, dependencyGraph, isThirdParty, nameOf} from './dependency-graph.ts'

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
  const graph = dependencyGraph(lockfile)
  const next = nearestWay(target, graph)
  return [...next.keys()]
    .filter(entry => entry !== target && isThirdParty(entry))
    .filter(entry => graph.dependentsOf(entry).some(dependent => !isThirdParty(dependent)))
    .toSorted(byName)
    .map(entry => ({name: entry.name, version: entry.version, chain: chainFrom(entry, next)}))
}

type Ways = ReadonlyMap<LockedPackage, LockedPackage | undefined>

/** For each third-party package above the target, the next one on a shortest way down to it. */
function nearestWay(target: LockedPackage, graph: DependencyGraph): Ways {
  const next = new Map<LockedPackage, LockedPackage | undefined>([[target, undefined]])
  for (const entry of next.keys()) {
    for (const dependent of graph.dependentsOf(entry)) {
      if (isThirdParty(dependent) && !next.has(dependent)) next.set(dependent, entry)
    }
  }
  return next
}

function chainFrom(entry: LockedPackage, next: Ways): readonly string[] {
  const chain: string[] = []
  for (let at: LockedPackage | undefined = entry; at !== undefined; at = next.get(at)) chain.push(nameOf(at))
  return chain
}
