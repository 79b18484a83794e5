import {buildTimeThreshold} from './criteria.ts'
import type {ReportInput} from './report-input.ts'
import type {TestReport} from './test-report.ts'

/** One measured number before and after. Null where it wasn't measured. */
export type Metric = {
  readonly name: string
  readonly unit: 'ms' | 'tests'
  readonly before: number | null
  readonly after: number | null
  /** Share of `before`: 0.1 is a tenth more. Null where it can't be said. */
  readonly change: number | null
  /** The most that `change` may be; null where there is no limit. */
  readonly threshold: number | null
  readonly verdict: 'within' | 'exceeded' | 'no-limit' | 'unknown'
}

/** The numbers measured on either side. Tests have no limit here: they are compared by name, not by number. Times are those of this machine, with whatever was in the build directory. */
export function listMetrics(
  {baseline, after}: Pick<ReportInput, 'baseline' | 'after'>,
  tests: TestReport,
): readonly Metric[] {
  return [
    metric('cargo check', 'ms', [baseline?.check?.durationMs, after?.check?.durationMs], buildTimeThreshold),
    metric('build and run of tests', 'ms', [baseline?.tests?.durationMs, after?.tests?.durationMs], null),
    metric('tests passed', 'tests', [tests.before?.passed, tests.after?.passed], null),
    metric('tests failed', 'tests', [tests.before?.failed, tests.after?.failed], null),
    metric('tests ignored', 'tests', [tests.before?.ignored, tests.after?.ignored], null),
  ].filter(({before, after: now}) => before !== null || now !== null)
}

type Pair = readonly [before: number | undefined, after: number | undefined]

function metric(name: string, unit: Metric['unit'], [before, after]: Pair, threshold: number | null): Metric {
  return {
    name,
    unit,
    before: before ?? null,
    after: after ?? null,
    change: changeOf(before, after),
    threshold,
    verdict: verdictOf(before, after, threshold),
  }
}

function changeOf(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined || after === undefined || before === 0) return null
  return (after - before) / before
}

function verdictOf(before: number | undefined, after: number | undefined, threshold: number | null): Metric['verdict'] {
  if (before === undefined || after === undefined) return 'unknown'
  if (threshold === null) return 'no-limit'
  return after <= before * (1 + threshold) ? 'within' : 'exceeded'
}
