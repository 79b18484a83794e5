import {compare, major as majorOf, valid} from 'semver'
import {compareAdvisories} from '../measure/compare-advisories.ts'
import type {Metric} from './metrics.ts'
import type {ReportInput} from './report-input.ts'
import type {TestReport} from './test-report.ts'

/** One thing that has to hold (must), ought to (should), or is good to have (could). Unproven counts as not met. */
export type Criterion = {
  readonly id: string
  readonly level: 'must' | 'should' | 'could'
  readonly title: string
  readonly met: boolean
}

/** What an upgrade is judged by. */
export type Judgeable = Pick<ReportInput, 'target' | 'steps' | 'leftOut' | 'baseline' | 'after'>

/** Judges what was proven. Failures that were known before the upgrade are no must. */
export function judgeCriteria(input: Judgeable, tests: TestReport, metrics: readonly Metric[]): readonly Criterion[] {
  const {target, after} = input
  const comparison = tests.comparison
  const isAsGood = comparison !== undefined && comparison.newFailures.length + comparison.missing.length === 0
  const criteria = [
    ...wasmtimeCriteria(input),
    must('rust-stated', `Rust ${target.rust.version} is stated wherever a lower one was`, isStated(input)),
    must('workspace-builds', 'The workspace builds', isBuilding(input)),
    must('no-new-failure', 'No test fails or is missing that passed before', isAsGood),
    should('every-target-compiles', 'Every target compiles, tests and examples too', after?.check?.passed === true),
    should('every-test-passes', 'Every test passes', isAsGood && tests.after?.failed === 0),
    should(
      'nothing-skipped',
      'No step was skipped',
      input.steps.every(({status}) => status !== 'skipped'),
    ),
    ...advisoryCriteria(input),
    ...limitCriteria(metrics),
  ]
  return criteria.toSorted((a, b) => weights[b.level] - weights[a.level])
}

/** 0 to 100. */
export function scoreOf(criteria: readonly Criterion[]): number {
  const sum = (chosen: readonly Criterion[]) => chosen.reduce((total, {level}) => total + weights[level], 0)
  const all = sum(criteria)
  return all === 0 ? 0 : Math.round((100 * sum(criteria.filter(({met}) => met))) / all)
}

/** Only where somebody looked before and after. */
function advisoryCriteria({baseline, after}: Judgeable): Criterion[] {
  if (baseline?.advisories === undefined || after?.advisories === undefined) return []
  const {fresh} = compareAdvisories(baseline.advisories, after.advisories)
  const isSound = fresh.every(({counts}) => counts === false)
  return [should('no-new-advisory', 'No advisory hits what is locked that did not before', isSound)]
}

/** Only where something was measured that has a limit. What overlaps with the noise of its measuring is within it. */
function limitCriteria(metrics: readonly Metric[]): readonly Criterion[] {
  const judged = metrics.filter(({threshold, before}) => threshold !== null && before !== null)
  const isTime = ({kind}: Metric) => kind === 'check-time' || kind === 'build-time'
  const [times, others] = [judged.filter(isTime), judged.filter(metric => !isTime(metric))]
  const isWithin = ({verdict}: Metric) => verdict === 'within' || verdict === 'noise'
  const canCallBack = judged.filter(({rollback}) => rollback !== null)
  return [
    ...(canCallBack.length === 0
      ? []
      : [
          must(
            'no-rollback-trigger',
            'No number is so much worse that going back is recommended',
            canCallBack.every(({verdict}) => verdict !== 'rollback'),
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          should(
            'within-limits',
            'Every size, bench and number of its own stays within its limit',
            others.every(isWithin),
          ),
        ]),
    ...(times.length === 0
      ? []
      : [could('build-times', 'Checking and building take no longer than their limits allow', times.every(isWithin))]),
  ]
}

function wasmtimeCriteria(input: Judgeable): Criterion[] {
  const {wasmtime} = input.target
  if (wasmtime === null) return []
  const locked = Object.values(input.after?.locked ?? {}).flat()
  const atTarget = locked.filter(version => isAtTarget(version, wasmtime))
  return [
    must(
      'wasmtime-locked',
      `The lockfile holds wasmtime ${wasmtime}, or a newer patch release of it`,
      atTarget.length > 0 && isDone(input, 'raise-family'),
    ),
    should(
      'one-wasmtime',
      'No other wasmtime is in the dependency tree',
      locked.length > 0 && atTarget.length === locked.length,
    ),
  ]
}

/** The target itself, or a later patch release of it: cargo may know one that the catalogue doesn't. */
function isAtTarget(version: string, target: string): boolean {
  return valid(version) !== null && majorOf(version) === majorOf(target) && compare(version, target) >= 0
}

/** What didn't compile before the upgrade may go on not compiling, as far as the step that looked at it agreed. */
function isBuilding(input: Judgeable): boolean {
  const check = input.after?.check
  if (check === undefined || check.passed) return isDone(input, 'prove-build')
  const known = new Set(input.baseline?.check?.failedTargets)
  const isKnown = check.failedTargets.length > 0 && check.failedTargets.every(target => known.has(target))
  return isKnown && isDone(input, 'prove-build')
}

/** Nothing stated a lower Rust when the plan has no step for it, unless somebody left that step out. */
function isStated(input: Judgeable): boolean {
  const isPlanned = [...input.steps.map(({id}) => id), ...(input.leftOut ?? [])].includes('raise-rust')
  return !isPlanned || isDone(input, 'raise-rust')
}

function isDone({steps}: Judgeable, id: string): boolean {
  const status = steps.find(step => step.id === id)?.status
  return status === 'accepted' || status === 'not-needed' || status === 'verified'
}

function must(id: string, title: string, met: boolean): Criterion {
  return {id, level: 'must', title, met}
}

function should(id: string, title: string, met: boolean): Criterion {
  return {id, level: 'should', title, met}
}

function could(id: string, title: string, met: boolean): Criterion {
  return {id, level: 'could', title, met}
}

const weights = {must: 3, should: 2, could: 1} as const
