import type {Measurement} from '../domain/measurement.ts'
import {percentText} from '../domain/percent-text.ts'
import type {ReadingVerdict} from '../measure/compare-readings.ts'
import {listMetrics, type Metric} from './metrics.ts'
import type {ReportInput, ReportStep} from './report-input.ts'
import type {TestReport} from './test-report.ts'

/** A measured value; `coming` while a step that will measure it is still to come, `none` where nothing does. */
export type Reading = number | 'coming' | 'none'

export type ComparedNumber = {
  readonly name: string
  /** `ms`, `ns`, `bytes`, `count`, or what the settings call it. */
  readonly unit: string
  readonly before: Reading
  readonly now: Reading
  /** Share of `before`: 0.1 is a tenth more. Undefined where it can't be said. */
  readonly change?: number
  /** How much worse it may become, in words: `+10 %`, `none`; undefined where there is no limit. */
  readonly limit?: string
  /** The same as a share of `before` that may be added: 0.1, or -0.1 where more is better. */
  readonly accepted?: number
  /** `open`: not measured on both sides. */
  readonly verdict: Exclude<ReadingVerdict, 'unknown'> | 'open'
}

type Given = Pick<ReportInput, 'baseline' | 'after' | 'limits' | 'steps'>

/** The numbers of both sides, those that are still to come included; what no step measures is left out. */
export function compareNumbers(given: Given, tests: TestReport): readonly ComparedNumber[] {
  const measured = new Map(listMetrics(given, tests).map(metric => [metric.name, metric]))
  const ofMetric = (name: string, by: string, unit: ComparedNumber['unit'], metric = name) =>
    fromMetric(name, measured.get(metric), unit, sidesOf(given.steps, by))
  const newOnes = (name: string, names: readonly string[] | undefined) =>
    mustBeNone(name, names?.length, sidesOf(given.steps, 'prove-tests').now)
  return [
    ofMetric('cargo check', 'prove-build', 'ms'),
    ...otherReadings([...measured.values()]),
    ofMetric('test run', 'prove-tests', 'ms', 'build and run of tests'),
    ofMetric('tests passed', 'prove-tests', 'count'),
    ofMetric('tests failed', 'prove-tests', 'count'),
    newOnes('new failures', tests.comparison?.newFailures),
    newOnes('tests gone', tests.comparison?.missing),
    clippy(given),
  ].filter(({before, now}) => before !== 'none' || now !== 'none')
}

/** What only some repositories measure: shown once there is a number on one side. */
function otherReadings(metrics: readonly Metric[]): readonly ComparedNumber[] {
  return metrics
    .filter(({kind, name}) => kind !== 'tests' && name !== 'cargo check')
    .map(metric => fromMetric(metric.name, metric, metric.unit, {before: 'none', now: 'none'}))
}

/** What a side without a value is: still to come, or measured by nothing. */
type Sides = {readonly before: Reading; readonly now: Reading}

function sidesOf(steps: readonly ReportStep[], by: string): Sides {
  return {before: missing(steps, 'record-baseline'), now: missing(steps, by)}
}

function missing(steps: readonly ReportStep[], id: string): Reading {
  const status = steps.find(step => step.id === id)?.status
  return status !== undefined && isToCome(status) ? 'coming' : 'none'
}

/** Whether a step in this state may still prove what it is for. */
export function isToCome(status: ReportStep['status']): boolean {
  return status === 'waiting' || status === 'running' || status === 'blocked' || status === 'undone'
}

function fromMetric(
  name: string,
  metric: Metric | undefined,
  unit: ComparedNumber['unit'],
  sides: Sides,
): ComparedNumber {
  const {change = null, verdict = 'unknown'} = metric ?? {}
  return {
    name,
    unit,
    before: metric?.before ?? sides.before,
    now: metric?.after ?? sides.now,
    ...(change === null ? {} : {change}),
    ...limitOf(metric),
    verdict: verdict === 'unknown' ? 'open' : verdict,
  }
}

function limitOf(metric: Metric | undefined): Pick<ComparedNumber, 'limit' | 'accepted'> {
  if (metric === undefined || metric.threshold === null) return {}
  const accepted = metric.higherIsBetter ? -metric.threshold : metric.threshold
  return {limit: percentText(accepted), accepted}
}

/** What only exists now, and speaks against the upgrade wherever it does. */
function mustBeNone(name: string, number: number | undefined, absent: Reading): ComparedNumber {
  if (number === undefined) return {name, unit: 'count', before: 'none', now: absent, limit: 'none', verdict: 'open'}
  return {
    name,
    unit: 'count',
    before: 'none',
    now: number,
    limit: 'none',
    verdict: number === 0 ? 'within' : 'exceeded',
  }
}

function clippy({baseline, after, steps}: Given): ComparedNumber {
  const [was, is] = [total(baseline?.lints), total(after?.lints)]
  const absent = sidesOf(steps, 'lint-code')
  const isCompared = was !== undefined && is !== undefined
  return {
    name: 'clippy warnings',
    unit: 'count',
    before: was ?? (absent.now === 'none' ? 'none' : absent.before),
    now: is ?? absent.now,
    ...(isCompared && was > 0 ? {change: (is - was) / was} : {}),
    verdict: isCompared ? 'no-limit' : 'open',
  }
}

function total(lints: Measurement['lints']): number | undefined {
  return lints === undefined ? undefined : Object.values(lints).reduce((sum, one) => sum + one, 0)
}
