import {compare, major as majorOf, parse} from 'semver'
import type {PublishedVersion} from '../domain/ports.ts'

/** What may be chosen: published, not yanked, not a pre-release. In the order given. */
export function offered(versions: readonly PublishedVersion[]): readonly PublishedVersion[] {
  return versions.filter(({version, isYanked}) => !isYanked && parse(version)?.prerelease.length === 0)
}

/** The newest offered version that passes; undefined for none. */
export function newest(
  versions: readonly PublishedVersion[],
  passes: (version: PublishedVersion) => boolean = () => true,
): PublishedVersion | undefined {
  return offered(versions)
    .filter(passes)
    .toSorted((a, b) => compare(a.version, b.version))
    .at(-1)
}

/** The newest offered version of a major. */
export function newestPatch(versions: readonly PublishedVersion[], major: number): PublishedVersion | undefined {
  return newest(versions, ({version}) => majorOf(version) === major)
}

/** The majors above `major` that have an offered version, lowest first. */
export function newerMajors(versions: readonly PublishedVersion[], major: number): readonly number[] {
  const majors = offered(versions).map(({version}) => majorOf(version))
  return [...new Set(majors)].filter(other => other > major).toSorted((a, b) => a - b)
}

/**
 * The versions apart by age: `fresh` ones were published less than `minimumAgeMs` before `now`. As cargo sees it, a version
 * whose registry doesn't say when it was published is never too fresh.
 */
export function holdBack(
  versions: readonly PublishedVersion[],
  {minimumAgeMs, now}: {readonly minimumAgeMs: number; readonly now: Date},
): {readonly aged: readonly PublishedVersion[]; readonly fresh: readonly PublishedVersion[]} {
  const isFresh = ({publishedAt}: PublishedVersion) =>
    publishedAt !== undefined && now.getTime() - Date.parse(publishedAt) < minimumAgeMs
  return {aged: versions.filter(version => !isFresh(version)), fresh: versions.filter(isFresh)}
}
