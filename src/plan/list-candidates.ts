import {major as majorOf} from 'semver'
import {advisoriesAffecting} from '../catalog/advisories.ts'
import {countBreakingChanges} from '../catalog/count-breaking-changes.ts'
import {findRelease, hasNotes, isSupported, type Releases, releaseOf} from '../catalog/release.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {BreakingUses, Candidate, RustReason} from '../domain/target.ts'
import {type Offer, offersOf} from './candidate-versions.ts'
import {holdersOf} from './holders.ts'
import {isRustInstalled, neededRust} from './needed-rust.ts'
import {summaryOfUses, type WasmtimeUse} from './wasmtime-uses.ts'

/** What the candidates are judged by. */
export type Circumstances = {
  readonly survey: Survey
  readonly toolchains: Toolchains
  readonly today: Date
  readonly uses: readonly WasmtimeUse[]
  readonly wantedEdition: string | undefined
  readonly known: Releases
  /** Counts the places in this code that a jump between two majors breaks; undefined when nobody looked. */
  readonly countUses: ((from: number, to: number) => BreakingUses | undefined) | undefined
  /** The Rust that packages which come with a wasmtime release need, for the one release that was resolved. */
  readonly resolved: {readonly wasmtime: string; readonly because: readonly RustReason[]} | undefined
  /** An exact known version that was asked for. */
  readonly askedFor: string | undefined
}

/** The releases to choose from, newest first, one of them recommended. */
export function listCandidates(given: Circumstances): readonly Candidate[] {
  const present = cratesPresent(given)
  const candidates = offersOf({...given, present}).map(offer => candidateOf(offer, present, given))
  return recommendOne(candidates, given)
}

function candidateOf(offer: Offer, present: ReadonlySet<string>, given: Circumstances): Candidate {
  const {survey, toolchains, uses, known, wantedEdition} = given
  const {version} = offer
  const major = releaseOf(known, majorOf(version))
  const {versions, oldestMajor = majorOf(version), crates} = summaryOfUses(uses)
  const resolved = given.resolved?.wasmtime === version ? given.resolved.because : []
  const rust = neededRust({survey, wasmtime: version, known, wantedEdition, resolved, statements: 'promised'})
  const hits = (of: string) => advisoriesAffecting(of, present).map(({id}) => id)
  const open = hits(version)
  const candidate = {
    wasmtime: version,
    isLts: major?.isLts ?? false,
    title: offer.title,
    releasedOn: findRelease(known, version)?.date,
    supportEnds: major?.supportEnds ?? '',
    rust,
    isRustInstalled: isRustInstalled(toolchains, rust.version),
    advisoriesFixed: [...new Set(versions.flatMap(hits))].filter(id => !open.includes(id)).toSorted(),
    advisoriesOpen: open,
    breakingChanges: countBreakingChanges(oldestMajor, majorOf(version), crates),
    breakingUses: given.countUses?.(oldestMajor, majorOf(version)),
    holders: holdersOf(survey, version).map(holder => `${holder.name} ${holder.version}`),
    hasNotes: hasNotes(majorOf(version)),
    isRecommended: false,
  }
  return {...candidate, why: whyOf(candidate, given)}
}

/** With a lockfile every crate in use is known; without one, those asked for and wasmtime, which all of them bring. */
function cratesPresent({survey, uses}: Circumstances): ReadonlySet<string> {
  const locked = survey.lockfiles.flatMap(({packages}) => packages.map(({name}) => name))
  return new Set([...summaryOfUses(uses).crates, ...locked, 'wasmtime'])
}

type Judged = Omit<Candidate, 'why'>

function whyOf(candidate: Judged, given: Circumstances): string {
  const {isRustInstalled, rust} = candidate
  return [
    supportOf(candidate, given),
    advisoriesOf(candidate),
    candidate.hasNotes ? '' : 'No breaking-change notes yet.',
    isRustInstalled ? '' : `Rust ${rust.version} has to be installed first.`,
  ]
    .filter(text => text !== '')
    .join(' ')
}

function supportOf({wasmtime, supportEnds}: Judged, {known, today}: Circumstances): string {
  return isSupported(known, majorOf(wasmtime), today)
    ? `Supported until ${supportEnds}.`
    : `Out of support since ${supportEnds}.`
}

function advisoriesOf({advisoriesOpen: {length}}: Judged): string {
  if (length === 0) return 'No known advisory.'
  return `Hit by ${length} known ${length === 1 ? 'advisory' : 'advisories'}.`
}

/**
 * Marks the one to take when nobody says otherwise: the newest supported LTS without a known advisory that an installed
 * Rust builds; else the same without regard to what is installed; else the newest of all.
 */
function recommendOne(candidates: readonly Candidate[], {known, today}: Circumstances): readonly Candidate[] {
  const lts = candidates.filter(
    ({isLts, wasmtime, advisoriesOpen}) =>
      isLts && isSupported(known, majorOf(wasmtime), today) && advisoriesOpen.length === 0,
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
