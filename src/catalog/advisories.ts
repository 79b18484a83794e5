import {parse, type SemVer} from 'semver'
import {type CargoRequirement, parseRequirement, takes} from '../domain/cargo-requirement.ts'
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

/** The day up to which the catalogue knows advisories, as an ISO date. */
export const advisoriesKnownUntil: string = data.date

/** All known advisories, oldest first. */
export const advisories: readonly Advisory[] = data.advisories

/**
 * The advisories that hit a wasmtime version, oldest first. `crates` narrows them to the crates a repository really has;
 * without it, every crate of the family counts.
 */
export function advisoriesAffecting(version: string, crates?: ReadonlySet<string>): readonly Advisory[] {
  const hits = affecting.get(version) ?? hitting(version)
  affecting.set(version, hits)
  return crates === undefined ? hits : hits.filter(({crate}) => crates.has(crate))
}

function hitting(version: string): readonly Advisory[] {
  const release = parse(version)
  return release === null ? [] : advisories.filter(advisory => isAffected(advisory, release))
}

/** Choosing a target asks about every release, and more than once. */
const affecting = new Map<string, readonly Advisory[]>()

function isAffected(advisory: Advisory, release: SemVer): boolean {
  if (safeRanges(advisory).some(range => takes(range, release))) return false
  return advisory.isRangeKnown || isFixedLaterInMajor(advisory, release)
}

/** Where the first faulty version isn't known, a fix further on in the same major still says that this one has the fault. */
function isFixedLaterInMajor(advisory: Advisory, release: SemVer): boolean {
  const fixes = advisory.patched.flatMap(range => parse(/^>= ?(\d+\.\d+\.\d+)/.exec(range)?.[1]) ?? [])
  return fixes.some(fix => fix.major === release.major && release.compare(fix) < 0)
}

/** What isn't hit. A plan asks about every advisory and dozens of releases, so it is parsed once. */
function safeRanges(advisory: Advisory): readonly CargoRequirement[] {
  const {patched, unaffected} = advisory
  const known =
    parsedRanges.get(advisory) ?? [...patched, ...unaffected].flatMap(range => parseRequirement(range) ?? [])
  parsedRanges.set(advisory, known)
  return known
}

const parsedRanges = new Map<Advisory, readonly CargoRequirement[]>()
