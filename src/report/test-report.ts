import {compareTests, type TestComparison} from '../measure/compare-tests.ts'
import type {ReportInput} from './report-input.ts'

/** How many tests passed, failed and were ignored. */
export type TestCount = {readonly passed: number; readonly failed: number; readonly ignored: number}

/** Undefined on a side that wasn't measured; without an `after` nothing is compared. */
export type TestReport = {
  readonly before: TestCount | undefined
  readonly after: TestCount | undefined
  readonly comparison: TestComparison | undefined
}

/** The tests of both sides, counted and compared by name. Without a baseline every failure counts as new. */
export function reportTests({baseline, after}: Pick<ReportInput, 'baseline' | 'after'>): TestReport {
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
