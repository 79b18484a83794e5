import {compareBuild, valid} from 'semver'
import type {Lockfile} from '../domain/survey.ts'
import {isThirdParty} from './dependency-graph.ts'

/** One crate in two lockfiles; no versions where it isn't locked. Oldest first. */
export type ComparedCrate = {
  readonly crate: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** What differs between two lockfiles, third-party crates only. */
export type LockfileComparison = {
  /** By name; those that are the same in both are left out. */
  readonly changed: readonly ComparedCrate[]
  /** How many packages are new, gone, and in both; a package is a name with a version. */
  readonly added: number
  readonly removed: number
  readonly kept: number
}

/** Compares a lockfile with what it became, or would become. */
export function compareLockfiles(before: Lockfile, after: Lockfile): LockfileComparison {
  const [old, young] = [versionsByCrate(before), versionsByCrate(after)]
  const crates = [...new Set([...old.keys(), ...young.keys()])].toSorted()
  const compared = crates.map(crate => ({crate, before: old.get(crate) ?? [], after: young.get(crate) ?? []}))
  const sum = (count: (row: ComparedCrate) => number) => compared.reduce((total, row) => total + count(row), 0)
  return {
    changed: compared.filter(row => row.before.join() !== row.after.join()),
    added: sum(row => without(row.after, row.before).length),
    removed: sum(row => without(row.before, row.after).length),
    kept: sum(row => row.before.length - without(row.before, row.after).length),
  }
}

function versionsByCrate({packages}: Lockfile): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, Set<string>>()
  for (const {name, version} of packages.filter(isThirdParty)) {
    versions.set(name, (versions.get(name) ?? new Set<string>()).add(version))
  }
  return new Map([...versions].map(([crate, all]) => [crate, [...all].toSorted(byVersion)]))
}

function byVersion(a: string, b: string): number {
  return valid(a) !== null && valid(b) !== null ? compareBuild(a, b) : a.localeCompare(b, 'en', {numeric: true})
}

function without(versions: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others)
  return versions.filter(version => !known.has(version))
}
