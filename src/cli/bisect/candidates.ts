import {major as majorOf} from 'semver'
import type {Candidate, Finding} from '../../bisect/bisection.ts'
import {contradiction} from '../../bisect/halve.ts'
import {newestPatch, requiredRust} from '../../catalog/release.ts'
import {ProblemError} from '../../domain/errors.ts'
import {chooseToolchain, installToolchain, isKeptByRustup} from '../../gates/choose-toolchain.ts'
import {summaryOfUses, wasmtimeUses, wouldLower} from '../../plan/wasmtime-uses.ts'
import {decide} from '../choose/decide.ts'
import type {Environment} from '../environment.ts'
import type {Sight} from '../look/look.ts'

/** From where to where is searched. */
export type Range = {
  /** The versions of wasmtime in use. */
  readonly from: readonly string[]
  readonly to: number
  /** Every major above the oldest one in use, up to the wanted one, by its newest release; ascending. */
  readonly candidates: readonly Candidate[]
}

/**
 * The majors between what is in use and what is wanted (the newest when nothing is). None is lower than what is there. Throws a
 * ProblemError when there is no such target.
 */
export function rangeOf(env: Environment, sight: Sight, wish: string, isOffline: boolean): Range {
  const {known, survey} = sight
  const {target} = decide(env, sight, {wanted: {wasmtime: wish}, only: [], skip: [], measure: [], offline: isOffline})
  const uses = wasmtimeUses(survey)
  const {versions, oldestMajor} = summaryOfUses(uses)
  const wanted = target.wasmtime
  if (wanted === null || oldestMajor === undefined) return {from: versions, to: 0, candidates: []}
  const to = majorOf(wanted)
  const releases = known.majors
    .map(({major}) => major)
    .filter(major => major > oldestMajor && major <= to)
    .map(major => ({major, version: major === to ? wanted : newestPatch(known, major)?.version}))
  const candidates = releases.flatMap(({major, version}) =>
    version === undefined || uses.some(use => wouldLower(use, version)) ? [] : [{major, version}],
  )
  return {from: versions, to, candidates: candidates.toSorted((a, b) => a.major - b.major)}
}

/** Majors that this machine can't try: their Rust isn't here, and nothing may be installed. */
export function untriable(
  {known, toolchains, isKeptOffline}: Sight,
  candidates: readonly Candidate[],
  isOffline: boolean,
): readonly Finding[] {
  if (!isOffline && isKeptOffline !== true && isKeptByRustup(toolchains)) return []
  return candidates.flatMap(({major, version}) => {
    const rust = requiredRust(known, version)
    if (rust === undefined || 'name' in chooseToolchain(toolchains, rust)) return []
    const why = `It needs Rust ${rust}, which is not installed (${installToolchain(rust)})`
    return [{major, verdict: 'skip', by: 'machine', why}]
  })
}

/** What a person says of majors, by the option that says it. */
export type Said = {readonly good: readonly number[]; readonly bad: readonly number[]; readonly skip: readonly number[]}

/** The same as findings. Throws a ProblemError for a major that isn't searched, and for two that contradict each other. */
export function findingsOf(said: Said, candidates: readonly Candidate[]): readonly Finding[] {
  const majors = candidates.map(({major}) => major)
  const findings = (['good', 'bad', 'skip'] as const).flatMap(verdict =>
    said[verdict].map((major): Finding => ({major, verdict, by: 'person'})),
  )
  const stranger = findings.find(({major}) => !majors.includes(major))
  if (stranger !== undefined) throw new ProblemError(noSuchMajor(stranger.major, majors))
  const twice = findings.find(({major, verdict}) =>
    findings.some(one => one.major === major && one.verdict !== verdict),
  )
  if (twice !== undefined)
    throw new ProblemError(contradicting(`Major ${twice.major} is said to be two things at once.`))
  return findings
}

/** Throws a ProblemError when a lower major fails and a higher one passes: there is no single border to find. */
export function requireBorder(candidates: readonly Candidate[], findings: readonly Finding[]): void {
  const known = new Map(findings.map(({major, verdict}) => [major, verdict]))
  const both = contradiction(
    candidates.map(({major}) => major),
    known,
  )
  if (both !== undefined) throw new ProblemError(contradicting(`${both.bad} fails, and ${both.good} above it passes.`))
}

function noSuchMajor(major: number, majors: readonly number[]) {
  return {
    code: 'bisect-no-such-major',
    title: `wasmtime ${major} is not searched`,
    detail: majors.length === 0 ? 'No major is.' : `The majors are ${majors.join(', ')}.`,
    nextSteps: ['Name one of these with --good, --bad or --skip.'],
  }
}

function contradicting(detail: string) {
  return {
    code: 'bisect-contradiction',
    title: 'What is said of the majors contradicts itself',
    detail,
    nextSteps: ['Correct --good and --bad.', 'To forget what was found so far: upgrade-wizard bisect --reset'],
  }
}
