import {compare, major as majorOf, valid} from 'semver'
import type {TestReport} from './report.ts'
import type {ReportInput} from './report-input.ts'

/** One thing that has to hold (must), ought to (should), or is good to have (could). Unproven counts as not met. */
export type Criterion = {readonly level: 'must' | 'should' | 'could'; readonly title: string; readonly met: boolean}

/** Judges what was proven. Failures that were known before the upgrade are no must. */
export function judgeCriteria(input: ReportInput, tests: TestReport): readonly Criterion[] {
  const {target, after, baseline} = input
  const comparison = tests.comparison
  const isAsGood = comparison !== undefined && comparison.newFailures.length + comparison.missing.length === 0
  const checkMs = [baseline?.check?.durationMs, after?.check?.durationMs] as const
  return [
    ...wasmtimeCriteria(input),
    must(`Rust ${target.rust.version} is stated wherever a lower one was`, isDone(input, 'raise-rust')),
    must('The workspace builds', after?.check?.passed ?? isDone(input, 'prove-build')),
    must('No test fails or is missing that passed before', isAsGood),
    should('Every test passes', isAsGood && tests.after?.failed === 0),
    should(
      'No step was skipped',
      input.steps.every(({status}) => status !== 'skipped'),
    ),
    ...(checkMs[0] === undefined ? [] : [could('cargo check takes at most 10 % longer', isWithin(...checkMs))]),
  ]
}

/** 0 to 100. */
export function scoreOf(criteria: readonly Criterion[]): number {
  const sum = (chosen: readonly Criterion[]) => chosen.reduce((total, {level}) => total + weights[level], 0)
  const all = sum(criteria)
  return all === 0 ? 0 : Math.round((100 * sum(criteria.filter(({met}) => met))) / all)
}

/** How much longer a build may take before it is worth a look: a share of the time before. */
export const buildTimeThreshold = 0.1

function wasmtimeCriteria(input: ReportInput): Criterion[] {
  const {wasmtime} = input.target
  if (wasmtime === null) return []
  const locked = Object.values(input.after?.locked ?? {}).flat()
  const atTarget = locked.filter(version => isAtTarget(version, wasmtime))
  return [
    must(`wasmtime ${wasmtime} is what the lockfile holds`, atTarget.length > 0 && isDone(input, 'raise-family')),
    should('No other wasmtime is in the dependency tree', locked.length > 0 && atTarget.length === locked.length),
  ]
}

/** The target itself, or a later patch release of it: cargo may know one that the catalogue doesn't. */
function isAtTarget(version: string, target: string): boolean {
  return valid(version) !== null && majorOf(version) === majorOf(target) && compare(version, target) >= 0
}

function isDone({steps}: ReportInput, id: string): boolean {
  const status = steps.find(step => step.id === id)?.status
  return status === 'accepted' || status === 'not-needed' || status === 'verified'
}

function isWithin(before: number | undefined, after: number | undefined): boolean {
  return before !== undefined && after !== undefined && after <= before * (1 + buildTimeThreshold)
}

function must(title: string, met: boolean): Criterion {
  return {level: 'must', title, met}
}

function should(title: string, met: boolean): Criterion {
  return {level: 'should', title, met}
}

function could(title: string, met: boolean): Criterion {
  return {level: 'could', title, met}
}

const weights = {must: 3, should: 2, could: 1} as const
