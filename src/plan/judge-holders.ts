import {compareBuild, parse} from 'semver'
import {isFamily} from '../catalog/family.ts'
import {allows} from '../domain/cargo-requirement.ts'
import type {PublishedVersion} from '../domain/ports.ts'
import type {LockedPackage} from '../domain/survey.ts'
import type {HolderWay} from './holders.ts'

/** What the registry tells of crates, by name; a crate that isn't in it wasn't asked about. */
export type Published = ReadonlyMap<string, readonly PublishedVersion[]>

/** Whether a holder lets the target in, now or in a later release. */
export type HolderVerdict =
  /** Its registry wasn't asked, or knows nothing of it. */
  | 'not-known'
  /** It allows the target as it is: only the lockfile keeps the old one. */
  | 'allows'
  /** A later release does. */
  | 'later-release'
  /** No release does. */
  | 'none'

export type JudgedHolder = HolderWay & {
  readonly verdict: HolderVerdict
  /** What the last of its chain requires of the family crate it holds; null when not known. */
  readonly requires: string | null
  /** The newest release of the holder with which the target can be used; null when there is none, or none known. */
  readonly newestThatAllows: string | null
  /** Its newest release, and what that one requires of the family by itself; null when not known. */
  readonly newest: {readonly version: string; readonly requires: string | null} | null
}

/**
 * Judges holders by what their registry tells. Of a chain A → B → wasmtime, the newest A counts for which a release of B is
 * published that allows the target and that A allows; of several ways, each must be free. Yanked releases and those below the locked one don't count; an
 * optional dependency counts as one, since nothing says here that its feature is off.
 */
export function judgeHolders(
  holders: readonly HolderWay[],
  target: string,
  published: Published,
): readonly JudgedHolder[] {
  const letsIn = createJudge(target, published)
  return holders.map(holder => {
    const later = releasesFrom(holder, published)
    const newestThatAllows = later?.find(letsIn)?.version ?? null
    const own = published.get(holder.name)?.find(({version}) => version === holder.version)
    const isFree = own !== undefined && letsIn(own)
    const [newest] = later ?? []
    return {
      ...holder,
      verdict: verdictOf(later !== undefined, isFree, newestThatAllows),
      requires: requiredBy(holder.chain.at(-1), holder.family[0]?.name, published),
      newestThatAllows,
      newest: newest === undefined ? null : {version: newest.version, requires: familyRequirement(newest)},
    }
  })
}

/** What a locked package requires of a crate, as its registry tells; null when that isn't known. */
export function requiredBy(
  entry: LockedPackage | undefined,
  crate: string | undefined,
  published: Published,
): string | null {
  const release = published.get(entry?.name ?? '')?.find(({version}) => version === entry?.version)
  return release?.dependencies.find(dependency => dependency.crate === crate)?.requirement ?? null
}

function verdictOf(isKnown: boolean, isFree: boolean, newestThatAllows: string | null): HolderVerdict {
  if (!isKnown) return 'not-known'
  if (isFree) return 'allows'
  return newestThatAllows === null ? 'none' : 'later-release'
}

type Judge = (release: PublishedVersion) => boolean

/** Whether everything that a release needs can be had with the target; each release is looked at once. */
function createJudge(target: string, published: Published): Judge {
  const known = new Map<PublishedVersion, boolean>()
  const letsIn: Judge = release => {
    const answer = known.get(release)
    if (answer !== undefined) return answer
    // While it is being looked at it holds nothing: a cycle alone keeps no wasmtime.
    known.set(release, true)
    const isFree = release.dependencies
      .filter(({kind}) => kind !== 'dev')
      .every(({crate, requirement}) => {
        if (isFamily(crate)) return allows(requirement, target)
        const releases = published.get(crate)
        return releases?.some(one => !one.isYanked && allows(requirement, one.version) && letsIn(one)) ?? true
      })
    known.set(release, isFree)
    return isFree
  }
  return letsIn
}

/** The usable releases from the locked one on, newest first; undefined when nothing is known of the crate. */
function releasesFrom({name, version}: HolderWay, published: Published): readonly PublishedVersion[] | undefined {
  const own = parse(version)
  const all = published.get(name)
  if (own === null || all === undefined) return undefined
  return all
    .filter(one => {
      const release = parse(one.version)
      const isUsable = !one.isYanked || one.version === version
      return release !== null && isUsable && release.compare(own) >= 0 && isAsFinal(release.prerelease, own.prerelease)
    })
    .toSorted((a, b) => compareBuild(b.version, a.version))
}

/** Pre-releases are only for those who use one already. */
function isAsFinal(release: readonly unknown[], own: readonly unknown[]): boolean {
  return release.length === 0 || own.length > 0
}

function familyRequirement({dependencies}: PublishedVersion): string | null {
  const family = dependencies.filter(({crate, kind}) => isFamily(crate) && kind !== 'dev')
  return (family.find(({crate}) => crate === 'wasmtime') ?? family[0])?.requirement ?? null
}
