import {compare, major as majorOf} from 'semver'
import {allows} from '../domain/cargo-requirement.ts'
import data from './data/advisories.json' with {type: 'json'}

/** A published security advisory about wasmtime or one of its crates. */
export type Advisory = {
  /** `RUSTSEC-2025-0046`. */
  readonly id: string
  /** CVE and GHSA ids. */
  readonly aliases: readonly string[]
  readonly crate: string
  readonly date: string
  readonly title: string
  /** Null where the database gives none. */
  readonly severity: string | null
  /** Versions with the fix, and versions that never had the fault, as Cargo requirements. */
  readonly patched: readonly string[]
  readonly unaffected: readonly string[]
  readonly isRangeKnown: boolean
}

/** The day the advisories were collected; later ones aren't known. */
export const advisoriesDate: string = data.date

/** All known advisories, oldest first. */
export const advisories: readonly Advisory[] = data.advisories

/**
 * The advisories that hit a wasmtime version, oldest first. `crates` narrows them to the crates a repository really has;
 * without it, every crate of the family counts.
 */
export function advisoriesAffecting(version: string, crates?: ReadonlySet<string>): readonly Advisory[] {
  return advisories.filter(
    advisory => (crates === undefined || crates.has(advisory.crate)) && isAffected(advisory, version),
  )
}

function isAffected(advisory: Advisory, version: string): boolean {
  if ([...advisory.patched, ...advisory.unaffected].some(range => allows(range, version))) return false
  return advisory.isRangeKnown || isFixedLaterInMajor(advisory, version)
}

/** Where the first faulty version isn't known, a fix further on in the same major still says that this one has the fault. */
function isFixedLaterInMajor(advisory: Advisory, version: string): boolean {
  const fixes = advisory.patched.flatMap(range => /^>= ?(\d+\.\d+\.\d+)/.exec(range)?.[1] ?? [])
  return fixes.some(fix => majorOf(fix) === majorOf(version) && compare(version, fix) < 0)
}
