import {compareBuild, major as majorOf, prerelease} from 'semver'
import type {PublishedVersion} from '../domain/ports.ts'
import data from './data/releases.json' with {type: 'json'}

/** A major version of wasmtime. Dates are ISO days. */
export type Major = {
  readonly major: number
  /** Undefined where the registry doesn't say. */
  readonly date: string | undefined
  readonly isLts: boolean
  /** Last day on which security fixes are promised. */
  readonly supportEnds: string
  /** Least Rust of every release of this major: it never rises inside one. Undefined where nobody says. */
  readonly rust: string | undefined
}

/** One published version; `date` and `rust` are undefined where nobody says. */
export type Release = {
  readonly version: string
  readonly date: string | undefined
  readonly rust: string | undefined
}

/** Which releases there are, oldest first: as the catalogue knew them, or as the registry tells now. */
export type Releases = {
  readonly all: readonly Release[]
  readonly majors: readonly Major[]
  /** Published too recently for cargo's publish-age setting: nobody is moved to them unasked. Oldest first. */
  readonly heldBack: readonly Release[]
  /** The list is the registry's own: what isn't in it can't be had. */
  readonly isFromRegistry: boolean
}

/** The day the release facts were collected; nothing published later is known from the catalogue. */
export const catalogDate: string = data.date

/** The releases that the catalogue knows. */
export const catalogReleases: Releases = {
  all: data.releases.toSorted((a, b) => compareBuild(a.version, b.version)),
  majors: data.majors,
  heldBack: [],
  isFromRegistry: false,
}

/**
 * The releases as the registry tells them: it wins over the catalogue, which only adds what the registry leaves out (dates,
 * required Rust). Yanked versions and pre-releases are left out: nobody should move to them. Those that are too fresh for
 * cargo's publish age are held back.
 */
export function releasesFrom(
  published: readonly PublishedVersion[],
  fresh: readonly PublishedVersion[] = [],
): Releases {
  const all = releasesOf(published)
  const numbers = [...new Set(all.map(({version}) => majorOf(version)))]
  return {
    all,
    majors: numbers.map(major => majorFrom(major, all)),
    heldBack: releasesOf(fresh),
    isFromRegistry: true,
  }
}

function releasesOf(published: readonly PublishedVersion[]): readonly Release[] {
  return published
    .filter(({version, isYanked}) => !isYanked && prerelease(version) === null)
    .map(({version, rust, publishedAt}) => {
      const known = findRelease(catalogReleases, version)
      return {version, date: publishedAt?.slice(0, 10) ?? known?.date, rust: rust ?? known?.rust}
    })
    .toSorted((a, b) => compareBuild(a.version, b.version))
}

/** Whether the catalogue says what changed in a major: for later ones there are no breaking-change notes yet. */
export function hasNotes(major: number): boolean {
  return releaseOf(catalogReleases, major) !== undefined
}

/** What is known of a major; undefined for one that doesn't exist. */
export function releaseOf(known: Releases, major: number): Major | undefined {
  return known.majors.find(row => row.major === major)
}

/** One exact version; undefined when it was never published or isn't known. */
export function findRelease(known: Releases, version: string): Release | undefined {
  return known.all.find(release => release.version === version)
}

/** The newest release of a major. */
export function newestPatch(known: Releases, major: number): Release | undefined {
  return known.all.findLast(release => majorOf(release.version) === major)
}

/** The newest release of all; undefined when there is none. */
export function newestRelease(known: Releases): Release | undefined {
  return known.all.at(-1)
}

/** Least Rust a version needs, such as `1.86.0`: its own `rust-version`, or its major's for a patch that isn't known yet. */
export function requiredRust(known: Releases, version: string): string | undefined {
  return findRelease(known, version)?.rust ?? releaseOf(known, majorOf(version))?.rust
}

/** Whether a major still gets security fixes on that day; its last day counts. False for unknown majors. */
export function isSupported(known: Releases, major: number, today: Date): boolean {
  const row = releaseOf(known, major)
  const day = today.toISOString().slice(0, 10)
  return row !== undefined && (row.date ?? plannedDay(major)) <= day && day <= row.supportEnds
}

/** The long-term releases that get security fixes on that day, newest first. */
export function supportedLts(known: Releases, today: Date): readonly Major[] {
  return known.majors.filter(row => row.isLts && isSupported(known, row.major, today)).toReversed()
}

/** The catalogue's own row, or for a later major what the project's published rule makes of it. */
function majorFrom(major: number, all: readonly Release[]): Major {
  const [first] = all.filter(({version}) => majorOf(version) === major)
  const known = releaseOf(catalogReleases, major)
  if (known !== undefined) return known
  const isLts = major >= 24 && major % 12 === 0
  const supportEnds = plannedDay(major + (isLts ? 24 : 2))
  return {major, date: first?.date, isLts, supportEnds, rust: first?.rust}
}

/** A major is planned for the 20th of each month, counted from 20 April 2024 for 20 (docs/stability-release.md of wasmtime). */
function plannedDay(major: number): string {
  return new Date(Date.UTC(2024, 3 + major - 20, 20)).toISOString().slice(0, 10)
}
