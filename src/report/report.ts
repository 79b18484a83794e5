import {type Criterion, judgeCriteria, scoreOf} from './criteria.ts'
import {listMetrics, type Metric} from './metrics.ts'
import type {PartRow} from './part-row.ts'
import {type Proofs, reportProofs} from './proofs.ts'
import {listRemaining} from './remaining.ts'
import type {ReportInput} from './report-input.ts'
import {reportTests, type TestReport} from './test-report.ts'
import {judge, type Verdict} from './verdict.ts'

/** An upgrade judged: what a reviewer needs to know about it. */
export type Report = {
  readonly input: ReportInput
  readonly verdict: Verdict
  /** 0 to 100: the share of the criteria that are met, a must counting three times, a should twice. */
  readonly score: number
  readonly criteria: readonly Criterion[]
  readonly metrics: readonly Metric[]
  readonly tests: TestReport
  readonly proofs: Proofs
  /** What is left for people, most urgent first. */
  readonly remaining: readonly string[]
  readonly takenMs: number
  /** The jobs that it was merged from; undefined for the report of one session. */
  readonly parts?: readonly PartRow[]
}

/** Judges a session. The same input always gives the same report. */
export function makeReport(input: ReportInput): Report {
  const tests = reportTests(input)
  const metrics = listMetrics(input, tests)
  const criteria = judgeCriteria(input, tests, metrics)
  const verdict = judge(input.steps, criteria)
  return {
    input,
    verdict,
    score: scoreOf(criteria),
    criteria,
    metrics,
    tests,
    proofs: reportProofs(input),
    remaining: listRemaining(input, {verdict, criteria, tests}),
    takenMs: Math.max(0, Date.parse(input.endedAt) - Date.parse(input.startedAt)),
  }
}
