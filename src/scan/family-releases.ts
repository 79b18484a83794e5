import {compare, parse} from 'semver'
import {companionVersion, isCompanion, isFamily} from '../catalog/family.ts'
import type {LockedPackage, Lockfile} from '../domain/survey.ts'
import {byName, type DependencyGraph, dependencyGraph, isThirdParty} from './dependency-graph.ts'

/** Everything in a lockfile that carries one version of the family, and who brings it there. */
export type FamilyRelease = {
  /** The number that the family crates carry, such as `36.0.3`. */
  readonly version: string
  /** The family crates of that version and the companions that are published with them, by name. */
  readonly crates: readonly LockedPackage[]
  readonly bringers: readonly Bringer[]
}

/** A package outside of the family from which a shortest way leads to it. */
export type Bringer = {
  readonly entry: LockedPackage
  /** What it asks for: crates of the release, or the package that is next on the way. */
  readonly asksFor: readonly LockedPackage[]
  /** Who asks for it in turn: members, and the third-party packages whose way leads through it. Empty for a member. */
  readonly above: readonly Bringer[]
}

/** A lockfile's graph and the releases in it. Kept per lockfile: every candidate asks who would hold it. */
export function familyIn(lockfile: Lockfile): {
  readonly graph: DependencyGraph
  readonly releases: readonly FamilyRelease[]
} {
  const known = families.get(lockfile)
  if (known !== undefined) return known
  const graph = dependencyGraph(lockfile)
  const family = {graph, releases: familyReleases(graph)}
  families.set(lockfile, family)
  return family
}

const families = new WeakMap<Lockfile, ReturnType<typeof familyIn>>()

/**
 * The releases of the family in a lockfile, oldest first. A workspace member that is called like a family crate isn't
 * locked: it is made here.
 */
export function familyReleases(graph: DependencyGraph): readonly FamilyRelease[] {
  const locked = graph.packages.filter(isThirdParty)
  const family = locked.filter(({name, version}) => isFamily(name) && parse(version) !== null)
  const versions = new Set(family.filter(entry => isAskedFor(entry, graph)).map(({version}) => version))
  return [...versions]
    .toSorted(compare)
    .slice(-mostReleases)
    .map(version => {
      const own = locked.filter(entry => movesWith(entry, version))
      const crates = [...own, ...belowOnly(own, graph)].toSorted(byName)
      return {version, crates, bringers: bringersOf(new Set(crates), graph)}
    })
}

/** Whether somebody outside of the family wants it; what only the family itself uses makes no release of its own. */
function isAskedFor(entry: LockedPackage, graph: DependencyGraph): boolean {
  const dependents = graph.dependentsOf(entry)
  return entry.name === 'wasmtime' || dependents.some(one => !isThirdParty(one) || !isPart(one))
}

/** Crates with a number of their own (winch-codegen before 25) that the release's crates use. */
function belowOnly(crates: readonly LockedPackage[], graph: DependencyGraph): readonly LockedPackage[] {
  const own = new Set(crates)
  const used = new Set(crates.flatMap(graph.dependenciesOf).filter(entry => !own.has(entry) && isThirdParty(entry)))
  return [...used].filter(entry => isFamily(entry.name) && graph.dependentsOf(entry).every(isPart))
}

function isPart({name}: LockedPackage): boolean {
  return isFamily(name) || isCompanion(name)
}

function movesWith({name, version}: LockedPackage, release: string): boolean {
  if (isFamily(name)) return version === release
  return isCompanion(name) && companionVersion(name, release) === version
}

/** A third-party package above the family, what it reaches it through, and over how many packages. */
type Way = {readonly entry: LockedPackage; readonly next: LockedPackage | undefined; readonly length: number}

/** Every package is looked at once, so that neither cycles nor many ways to one place cost anything. */
function bringersOf(crates: ReadonlySet<LockedPackage>, graph: DependencyGraph): readonly Bringer[] {
  const above = new Map<LockedPackage | undefined, Bringer[]>()
  const attach = (next: LockedPackage | undefined, bringer: Bringer) => {
    const known = above.get(next)
    if (known === undefined) above.set(next, [bringer])
    else known.push(bringer)
  }
  // The farthest first: what asks for a package is complete before the package itself is looked at.
  for (const {entry, next} of shortestWays(crates, graph).toReversed()) {
    for (const member of graph.dependentsOf(entry).filter(dependent => !isThirdParty(dependent))) {
      attach(entry, {entry: member, asksFor: [entry], above: []})
    }
    const asking = (above.get(entry) ?? []).toSorted(membersFirst)
    // Whoever no member asks for on this way is asked for on another one.
    if (asking.length > 0) attach(next, {entry, asksFor: askedFor(entry, next, crates, graph), above: asking})
  }
  const members = new Set([...crates].flatMap(graph.dependentsOf).filter(dependent => !isThirdParty(dependent)))
  for (const entry of members) attach(undefined, {entry, asksFor: askedFor(entry, undefined, crates, graph), above: []})
  return (above.get(undefined) ?? []).toSorted(membersFirst)
}

/** The third-party packages above the release, the nearest first. */
function shortestWays(crates: ReadonlySet<LockedPackage>, graph: DependencyGraph): readonly Way[] {
  const ways = new Map<LockedPackage, Way>()
  const family = [...crates].filter(({name}) => isFamily(name))
  const companions = [...crates].filter(({name}) => !isFamily(name))
  const climb = (from: LockedPackage, next: LockedPackage | undefined, length: number) => {
    for (const entry of graph.dependentsOf(from)) {
      if (isThirdParty(entry) && !crates.has(entry) && !ways.has(entry)) ways.set(entry, {entry, next, length})
    }
  }
  // The companions last: whoever reaches the family as well is shown to bring the family.
  for (const below of [family, companions]) {
    for (const crate of below) climb(crate, undefined, 1)
    for (const {entry, length} of ways.values()) if (length < longestWay) climb(entry, entry, length + 1)
  }
  return [...ways.values()]
}

function askedFor(
  entry: LockedPackage,
  next: LockedPackage | undefined,
  crates: ReadonlySet<LockedPackage>,
  graph: DependencyGraph,
): readonly LockedPackage[] {
  return next === undefined
    ? graph
        .dependenciesOf(entry)
        .filter(crate => crates.has(crate))
        .toSorted(byName)
    : [next]
}

function membersFirst(a: Bringer, b: Bringer): number {
  return Number(isThirdParty(a.entry)) - Number(isThirdParty(b.entry)) || byName(a.entry, b.entry)
}

// No repository comes near these; a lockfile that was made to be walked forever would go beyond them.
const mostReleases = 20
const longestWay = 64
