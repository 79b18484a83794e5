import {compareTests, type TestComparison} from '../measure/compare-tests.ts'
import {type Criterion, judgeCriteria, scoreOf} from './criteria.ts'
import {listMetrics, type Metric} from './metrics.ts'
import {listRemaining} from './remaining.ts'
import type {ReportInput, ReportStep} from './report-input.ts'

/**
 * `upgraded`: everything that must hold was proven. `undone`: what was changed is taken back. `blocked`: it ended before
 * anything was changed. `incomplete`: the rest.
 */
export type Verdict = 'upgraded' | 'incomplete' | 'undone' | 'blocked'

/** How many tests passed, failed and were ignored. */
export type TestCount = {readonly passed: number; readonly failed: number; readonly ignored: number}

/** Undefined on a side that wasn't measured; without an `after` nothing is compared. */
export type TestReport = {
  readonly before: TestCount | undefined
  readonly after: TestCount | undefined
  readonly comparison: TestComparison | undefined
}

/** An upgrade judged: what a reviewer needs to know about it. */
export type Report = {
  readonly input: ReportInput
  readonly verdict: Verdict
  /** 0 to 100: the share of the criteria that are met, a must counting three times, a should twice. */
  readonly score: number
  readonly criteria: readonly Criterion[]
  readonly metrics: readonly Metric[]
  readonly tests: TestReport
  /** What is left for people, most urgent first. */
  readonly remaining: readonly string[]
  readonly takenMs: number
}

/** Judges a session. The same input always gives the same report. */
export function makeReport(input: ReportInput): Report {
  const tests = reportTests(input)
  const criteria = judgeCriteria(input, tests)
  const verdict = judge(input.steps, criteria)
  return {
    input,
    verdict,
    score: scoreOf(criteria),
    criteria,
    metrics: listMetrics(input, tests),
    tests,
    remaining: listRemaining(input, {verdict, criteria, tests}),
    takenMs: Math.max(0, Date.parse(input.endedAt) - Date.parse(input.startedAt)),
  }
}

function reportTests({baseline, after}: ReportInput): TestReport {
  const [before, now] = [baseline?.tests, after?.tests]
  return {
    before: before?.built ? countTests(before.outcomes) : undefined,
    after: now?.built ? countTests(now.outcomes) : undefined,
    comparison: now?.built ? compareTests(before?.outcomes ?? [], now.outcomes) : undefined,
  }
}

function countTests(outcomes: readonly {readonly outcome: keyof TestCount}[]): TestCount {
  const number = (outcome: keyof TestCount) => outcomes.filter(test => test.outcome === outcome).length
  return {passed: number('passed'), failed: number('failed'), ignored: number('ignored')}
}

function judge(steps: readonly ReportStep[], criteria: readonly Criterion[]): Verdict {
  // The baseline and the proofs leave the tree as it is, and the report itself is still being written.
  const changing = steps.filter(({id}) => changingSteps.has(id))
  const isInForce = changing.some(({status}) => ['accepted', 'verified', 'running', 'failed'].includes(status))
  if (!isInForce && changing.some(({status}) => status === 'undone')) return 'undone'
  if (criteria.every(({level, met}) => level !== 'must' || met)) return 'upgraded'
  return !isInForce && steps.some(({status}) => status === 'blocked') ? 'blocked' : 'incomplete'
}

const changingSteps = new Set(['raise-rust', 'raise-family', 'refresh-lockfile'])
