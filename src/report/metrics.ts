import {defaultLimits} from '../domain/limits.ts'
import type {Reading, ReadingKind} from '../domain/measurement.ts'
import {type ComparedReading, compareReadings, type ReadingVerdict} from '../measure/compare-readings.ts'
import {readingName} from '../measure/reading-name.ts'
import type {ReportInput} from './report-input.ts'
import type {TestReport} from './test-report.ts'

/** Where a number lay in so many runs, or in the interval that a tool is confident of. */
export type Spread = {readonly low: number; readonly high: number; readonly runs: number}

/** One measured number before and after. Null where it wasn't measured. */
export type Metric = {
  readonly name: string
  readonly kind: ReadingKind | 'tests'
  /** `ms`, `ns`, `bytes`, `tests`, or what the settings call it. */
  readonly unit: string
  readonly before: number | null
  readonly after: number | null
  readonly beforeSpread: Spread | null
  readonly afterSpread: Spread | null
  /** Share of `before`: 0.1 is a tenth more. Null where it can't be said. */
  readonly change: number | null
  /** The most that it may become worse, as a share; null where there is no limit. */
  readonly threshold: number | null
  /** From where on going back is recommended. */
  readonly rollback: number | null
  readonly higherIsBetter: boolean
  readonly verdict: ReadingVerdict
}

/**
 * The numbers measured on either side. Tests have no limit here: they are compared by name, not by number. Times are those of
 * this machine.
 */
export function listMetrics(
  {baseline, after, limits = defaultLimits}: Pick<ReportInput, 'baseline' | 'after' | 'limits'>,
  tests: TestReport,
): readonly Metric[] {
  return [
    ...compareReadings(baseline?.readings, after?.readings, limits).map(ofReading),
    counted('build and run of tests', 'ms', [baseline?.tests?.durationMs, after?.tests?.durationMs]),
    counted('tests passed', 'tests', [tests.before?.passed, tests.after?.passed]),
    counted('tests failed', 'tests', [tests.before?.failed, tests.after?.failed]),
    counted('tests ignored', 'tests', [tests.before?.ignored, tests.after?.ignored]),
  ].filter(({before, after: now}) => before !== null || now !== null)
}

function ofReading({before, after, change, accepted, rollback, verdict, ...reading}: ComparedReading): Metric {
  return {
    name: readingName(reading),
    kind: reading.kind,
    unit: reading.unit,
    before: before?.value ?? null,
    after: after?.value ?? null,
    beforeSpread: spreadOf(before),
    afterSpread: spreadOf(after),
    change: change ?? null,
    threshold: accepted ?? null,
    rollback: rollback ?? null,
    higherIsBetter: (after ?? before)?.higherIsBetter === true,
    verdict,
  }
}

function spreadOf(reading: Reading | undefined): Spread | null {
  if (reading?.low === undefined || reading.high === undefined) return null
  return {low: reading.low, high: reading.high, runs: reading.runs}
}

type Pair = readonly [before: number | undefined, after: number | undefined]

function counted(name: string, unit: 'ms' | 'tests', [before, after]: Pair): Metric {
  const isCompared = before !== undefined && after !== undefined
  return {
    name,
    kind: 'tests',
    unit,
    before: before ?? null,
    after: after ?? null,
    beforeSpread: null,
    afterSpread: null,
    change: isCompared && before !== 0 ? (after - before) / before : null,
    threshold: null,
    rollback: null,
    higherIsBetter: false,
    verdict: isCompared ? 'no-limit' : 'unknown',
  }
}
