import {compare, parse} from 'semver'
import type {PublishedVersion} from '../domain/ports.ts'

/** What may be chosen: published, not yanked, not a pre-release. In the order given. */
function offered(versions: readonly PublishedVersion[]): readonly PublishedVersion[] {
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
