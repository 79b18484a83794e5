import {compare, major as majorOf} from 'semver'
import {advisoriesAffecting} from '../catalog/advisories.ts'
import {countBreakingChanges} from '../catalog/count-breaking-changes.ts'
import {findRelease, isSupported, newestPatch, newestRelease, releaseOf, supportedLts} from '../catalog/release.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Candidate} from '../domain/target.ts'
import {isRustInstalled, neededRust} from './needed-rust.ts'
import {summaryOfUses, type WasmtimeUse, wouldLower} from './wasmtime-uses.ts'

/** What the candidates are judged by. */
export type Circumstances = {
  readonly survey: Survey
  readonly toolchains: Toolchains
  readonly today: Date
  readonly uses: readonly WasmtimeUse[]
  readonly wantedEdition: string | undefined
  /** An exact known version that was asked for. */
  readonly askedFor: string | undefined
}

/** The releases to choose from, newest first: the newest, each supported LTS, the one asked for; none lower than today's. */
export function listCandidates(given: Circumstances): readonly Candidate[] {
  const versions = new Set([
    newestRelease().version,
    ...supportedLts(given.today).flatMap(({major}) => newestPatch(major)?.version ?? []),
    ...(given.askedFor === undefined ? [] : [given.askedFor]),
  ])
  const reachable = [...versions].filter(version => !given.uses.some(use => wouldLower(use, version)))
  const candidates = reachable.toSorted((a, b) => compare(b, a)).map(version => candidateOf(version, given))
  return recommendOne(candidates, given.today)
}

function candidateOf(version: string, given: Circumstances): Candidate {
  const {survey, toolchains, uses} = given
  const release = findRelease(version)
  const major = releaseOf(majorOf(version))
  if (release === undefined || major === undefined) throw new RangeError(`wasmtime ${version} is not in the catalogue`)
  const {versions, oldestMajor = major.major, crates} = summaryOfUses(uses)
  const rust = neededRust({survey, wasmtime: version, wantedEdition: given.wantedEdition, statements: 'promised'})
  const present = cratesPresent(survey, crates)
  const hits = (of: string) => advisoriesAffecting(of, present).map(({id}) => id)
  const open = hits(version)
  const candidate = {
    wasmtime: version,
    isLts: major.isLts,
    title: titleOf(version, major.isLts, given, versions),
    releasedOn: release.date,
    supportEnds: major.supportEnds,
    rust,
    isRustInstalled: isRustInstalled(toolchains, rust.version),
    advisoriesFixed: [...new Set(versions.flatMap(hits))].filter(id => !open.includes(id)).toSorted(),
    advisoriesOpen: open,
    breakingChanges: countBreakingChanges(oldestMajor, major.major, crates),
    isRecommended: false,
  }
  return {...candidate, why: whyOf(candidate, given.today)}
}

function titleOf(version: string, isLts: boolean, given: Circumstances, versions: readonly string[]): string {
  const titles = [
    version === newestRelease().version && 'newest',
    isLts && 'LTS',
    version === given.askedFor && 'asked for',
    versions.every(present => present === version) && 'here already',
  ]
  return titles.filter(title => title !== false).join(', ')
}

/** With a lockfile every crate in use is known; without one, those asked for and wasmtime, which all of them bring. */
function cratesPresent(survey: Survey, crates: ReadonlySet<string>): ReadonlySet<string> {
  const locked = survey.lockfiles.flatMap(({packages}) => packages.map(({name}) => name))
  return new Set([...crates, ...locked, 'wasmtime'])
}

type Judged = Omit<Candidate, 'why'>

function whyOf(candidate: Judged, today: Date): string {
  return [supportOf(candidate, today), advisoriesOf(candidate), installedOf(candidate)]
    .filter(text => text !== '')
    .join(' ')
}

function supportOf({wasmtime, supportEnds}: Judged, today: Date): string {
  return isSupported(majorOf(wasmtime), today)
    ? `Supported until ${supportEnds}.`
    : `Out of support since ${supportEnds}.`
}

function advisoriesOf({advisoriesOpen: {length}}: Judged): string {
  if (length === 0) return 'No known advisory.'
  return `Hit by ${length} known ${length === 1 ? 'advisory' : 'advisories'}.`
}

function installedOf({isRustInstalled, rust}: Judged): string {
  return isRustInstalled ? '' : `Rust ${rust.version} has to be installed first.`
}

/**
 * Marks the one to take when nobody says otherwise: the newest supported LTS without a known advisory that an installed
 * Rust builds; else the same without regard to what is installed; else the newest of all.
 */
function recommendOne(candidates: readonly Candidate[], today: Date): readonly Candidate[] {
  const lts = candidates.filter(
    ({isLts, wasmtime, advisoriesOpen}) =>
      isLts && isSupported(majorOf(wasmtime), today) && advisoriesOpen.length === 0,
  )
  const buildable = lts.find(candidate => candidate.isRustInstalled)
  const best = buildable ?? lts[0] ?? candidates[0]
  const reason = reasonFor(best === buildable, best === lts[0])
  return candidates.map(candidate =>
    candidate === best ? {...candidate, isRecommended: true, why: `${reason} ${candidate.why}`} : candidate,
  )
}

function reasonFor(isBuildable: boolean, isNewestLts: boolean): string {
  if (isBuildable && isNewestLts) return 'Newest LTS, and an installed Rust builds it.'
  if (isBuildable) return 'Newest LTS that an installed Rust builds.'
  return isNewestLts ? 'Newest LTS.' : 'Newest release; no supported LTS fits.'
}
