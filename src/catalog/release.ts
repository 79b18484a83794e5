import {compareBuild, major as majorOf} from 'semver'
import data from './data/releases.json' with {type: 'json'}

/** A major version of wasmtime. Dates are ISO days. */
export type Major = {
  readonly major: number
  readonly date: string
  /** Least Rust of every release of this major: it never rises inside one. */
  readonly rust: string
  /** The edition its own manifests are written in: Cargo must know it to read them. */
  readonly edition: string
  readonly isLts: boolean
  /** Last day on which security fixes are promised. */
  readonly supportEnds: string
}

/** One published version. */
export type Release = {readonly version: string; readonly date: string; readonly rust: string}

/** The day the release facts were collected; nothing published later is known. */
export const catalogDate: string = data.date
/** Where the release facts come from. */
export const catalogSource: string = data.source

/** All known majors, oldest first. */
export const majors: readonly Major[] = data.majors
/** All known releases, by version, oldest first. */
export const releases: readonly Release[] = data.releases.toSorted((a, b) => compareBuild(a.version, b.version))

/** What is known of a major; undefined for one the catalogue doesn't have. */
export function releaseOf(major: number): Major | undefined {
  return majors.find(row => row.major === major)
}

/** One exact version; undefined when it was never published or isn't known. */
export function findRelease(version: string): Release | undefined {
  return releases.find(release => release.version === version)
}

/** The newest known release of a major. */
export function newestPatch(major: number): Release | undefined {
  return releases.findLast(release => majorOf(release.version) === major)
}

/** The newest known release of all. */
export function newestRelease(): Release {
  const newest = releases.at(-1)
  if (newest === undefined) throw new RangeError('the catalogue has no releases')
  return newest
}

/** Least Rust a version needs, such as `1.86.0`: its own `rust-version`, or its major's for a patch that isn't known yet. */
export function requiredRust(version: string): string | undefined {
  return findRelease(version)?.rust ?? releaseOf(majorOf(version))?.rust
}

/** Whether a major still gets security fixes on that day; its last day counts. False for unknown majors. */
export function isSupported(major: number, today: Date): boolean {
  const row = releaseOf(major)
  const day = today.toISOString().slice(0, 10)
  return row !== undefined && row.date <= day && day <= row.supportEnds
}

/** The long-term releases that get security fixes on that day, newest first. */
export function supportedLts(today: Date): readonly Major[] {
  return majors.filter(row => row.isLts && isSupported(row.major, today)).toReversed()
}
