import {compare, major as majorOf} from 'semver'
import {advisoriesAffecting} from '../catalog/advisories.ts'
import {
  newestPatch,
  newestRelease,
  type Release,
  type Releases,
  requiredRust,
  supportedLts,
} from '../catalog/release.ts'
import {compareRust, isRustVersion} from '../domain/rust-version.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import {promisedRust, statedRust} from './stated-rust.ts'
import {summaryOfUses, type WasmtimeUse, wouldLower} from './wasmtime-uses.ts'

/** A release that is offered, and what it is offered as: `newest, LTS`. */
export type Offer = {readonly version: string; readonly title: string}

export type OfferInput = {
  readonly survey: Survey
  readonly toolchains: Toolchains
  readonly today: Date
  readonly uses: readonly WasmtimeUse[]
  readonly known: Releases
  /** The crates that advisories may hit. */
  readonly present: ReadonlySet<string>
  /** An exact known version that was asked for. */
  readonly askedFor: string | undefined
}

/**
 * The releases to choose from, newest first: the newest, each supported LTS, the smallest major that no known advisory hits, the
 * newest that today's Rust allows, the one asked for; none lower than what is there.
 */
export function offersOf(input: OfferInput): readonly Offer[] {
  const {known, today, uses, askedFor} = input
  const reachable = known.all.filter(({version}) => !uses.some(use => wouldLower(use, version)))
  const titles = new Map<string, string[]>()
  const offer = (version: string | undefined, title: string) => {
    if (version === undefined || uses.some(use => wouldLower(use, version))) return
    titles.set(version, [...(titles.get(version) ?? []), title])
  }
  offer(newestRelease(known)?.version, 'newest')
  for (const {major} of supportedLts(known, today)) offer(newestPatch(known, major)?.version, 'LTS')
  offer(smallestClear(reachable, input), 'clears advisories')
  const rust = todaysRust(input)
  offer(rust && newestAllowedBy(rust, reachable, known), `fits Rust ${rust}`)
  offer(askedFor, 'asked for')
  return [...titles]
    .map(([version, names]) => ({version, title: [...names, ...hereAlready(version, uses)].join(', ')}))
    .toSorted((a, b) => compare(b.version, a.version))
}

function hereAlready(version: string, uses: readonly WasmtimeUse[]): readonly string[] {
  return summaryOfUses(uses).versions.every(present => present === version) ? ['here already'] : []
}

/** The newest release of the smallest major that is clear. Only where an advisory hits what is there. */
function smallestClear(reachable: readonly Release[], {uses, present}: OfferInput): string | undefined {
  const isHit = (version: string) => advisoriesAffecting(version, present).length > 0
  if (!summaryOfUses(uses).versions.some(isHit)) return undefined
  const clear = reachable.filter(({version}) => !isHit(version)).map(({version}) => version)
  const [smallest] = clear
  return smallest && clear.findLast(version => majorOf(version) === majorOf(smallest))
}

function newestAllowedBy(rust: string, reachable: readonly Release[], known: Releases): string | undefined {
  return reachable.findLast(({version}) => {
    const needed = requiredRust(known, version)
    return needed !== undefined && isRustVersion(needed) && compareRust(needed, rust) <= 0
  })?.version
}

/** The Rust that the repository builds with: what its manifests promise, else the least it states, else the active one. */
function todaysRust({survey, toolchains}: OfferInput): string | undefined {
  const promised = promisedRust(survey).map(({version}) => version)
  const highest = promised.toSorted(compareRust).at(-1)
  const stated = statedRust(survey).find(({value}) => isRustVersion(value))?.value
  const active = toolchains.active?.version.replace(/-.*$/, '')
  return highest ?? stated ?? active
}
