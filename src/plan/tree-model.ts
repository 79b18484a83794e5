import {major as majorOf} from 'semver'
import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Releases} from '../catalog/release.ts'
import type {LockedPackage, Lockfile, Requirement, Survey} from '../domain/survey.ts'
import {compareLockfiles, type LockfileComparison} from '../scan/compare-lockfiles.ts'
import {type DependencyGraph, isThirdParty} from '../scan/dependency-graph.ts'
import {type FamilyRelease, familyIn} from '../scan/family-releases.ts'
import {type Members, membersOf} from '../scan/member-requirements.ts'
import {offersNobodyTakes, type Repeated, repeatedRequirements} from '../scan/repeated-requirements.ts'
import type {UnusedCrate} from '../scan/unused-crates.ts'
import {holdersIn} from './holders.ts'
import {type JudgedHolder, judgeHolders, type Published} from './judge-holders.ts'

/** What `tree` is made from. */
export type TreeInput = {
  readonly survey: Survey
  /** The releases of wasmtime there are. */
  readonly known: Releases
  /** The wasmtime that holders are judged by; null when none can be chosen. */
  readonly target: string | null
  readonly published: Published
  readonly unused: readonly UnusedCrate[]
  /** The root's lockfile as it was before, to be shown beside the present one. */
  readonly before?: Lockfile
}

/** The family in the dependency graph, read once for the text and for the JSON document. */
export type TreeModel = TreeInput & {
  /** The lockfiles that hold the family, in their order. */
  readonly lockfiles: readonly LockfileTree[]
  readonly repeated: readonly Repeated[]
  /** Entries of `[workspace.dependencies]` that no member inherits or repeats. */
  readonly notTaken: readonly Requirement[]
  /** The root's lockfile beside what it was before; undefined when that isn't known or nothing differs. */
  readonly comparison?: LockfileComparison
}

export type LockfileTree = {
  readonly lockfile: Lockfile
  readonly graph: DependencyGraph
  readonly members: Members
  readonly releases: readonly FamilyRelease[]
  /** Family crates that are locked in more than one major. */
  readonly majors: readonly {readonly crate: string; readonly versions: readonly string[]}[]
  readonly holders: readonly JudgedHolder[]
}

/** Reads the family's part of every lockfile. */
export function treeModel(input: TreeInput): TreeModel {
  const {survey, target, published, before} = input
  const lockfiles = survey.lockfiles.map(lockfile => {
    const {graph, releases} = familyIn(lockfile)
    const holders = target === null ? [] : holdersIn(lockfile, target)
    return {
      lockfile,
      graph,
      members: membersOf(survey, lockfile),
      releases,
      majors: severalMajors(releases),
      holders: target === null ? [] : judgeHolders(holders, target, published),
    }
  })
  const repeated = repeatedRequirements(survey.manifests, isFamily)
  const notTaken = offersNobodyTakes(survey.manifests, isFamily)
  const present = survey.lockfiles.find(({path}) => path === before?.path)
  const comparison = before === undefined || present === undefined ? undefined : compareLockfiles(before, present)
  return {
    ...input,
    ...(comparison === undefined || comparison.changed.length === 0 ? {} : {comparison}),
    lockfiles: lockfiles.filter(({releases}) => releases.length > 0),
    repeated,
    // Whoever repeats an offer is told so already.
    notTaken: notTaken.filter(offered => repeated.every(({workspace}) => workspace !== offered)),
  }
}

/**
 * The crates whose registry has something to say about the holders of a target: every third-party one that leads to a
 * release they hold, on the shortest way or on another. None without holders.
 */
export function cratesToAskAbout(survey: Survey, target: string): readonly string[] {
  const packages = survey.lockfiles
    .filter(lockfile => holdersIn(lockfile, target).length > 0)
    .flatMap(lockfile => {
      const {graph, releases} = familyIn(lockfile)
      const held = releases.filter(({version}) => majorOf(version) !== majorOf(target))
      return packagesOnTheWay({graph, releases: held})
    })
  return otherCrates(packages)
}

/** Third-party crates that lead to the family without being of it. */
export function otherCratesOnTheWay(survey: Survey): readonly string[] {
  return otherCrates(survey.lockfiles.flatMap(lockfile => packagesOnTheWay(familyIn(lockfile))))
}

function otherCrates(packages: readonly LockedPackage[]): readonly string[] {
  const others = packages.filter(entry => isThirdParty(entry) && !isFamily(entry.name) && !isCompanion(entry.name))
  return [...new Set(others.map(({name}) => name))].slice(0, mostAsked).toSorted()
}

/** The crates of the family and whoever leads to them, in the order of the lockfile. */
export function packagesOnTheWay({
  graph,
  releases,
}: Pick<LockfileTree, 'graph' | 'releases'>): readonly LockedPackage[] {
  const found = new Set(releases.flatMap(({crates}) => crates))
  for (const entry of found) for (const dependent of graph.dependentsOf(entry)) found.add(dependent)
  return graph.packages.filter(entry => found.has(entry))
}

function severalMajors(releases: readonly FamilyRelease[]): LockfileTree['majors'] {
  const versions = new Map<string, string[]>()
  for (const {crates} of releases) {
    for (const {name, version} of crates.filter(crate => isFamily(crate.name))) {
      versions.set(name, [...(versions.get(name) ?? []), version])
    }
  }
  return [...versions]
    .map(([crate, all]) => ({crate, versions: all}))
    .filter(({versions: all}) => new Set(all.map(version => majorOf(version))).size > 1)
    .toSorted((a, b) => a.crate.localeCompare(b.crate, 'en'))
}

// Real trees have ten; a registry isn't asked for thousands because a lockfile says so.
const mostAsked = 100
