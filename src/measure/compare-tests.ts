import type {TestOutcome} from '../domain/measurement.ts'

/** Test names, sorted, by what became of them. */
export type TestComparison = {
  /** Passed or didn't exist before, fails now. */
  readonly newFailures: readonly string[]
  readonly fixed: readonly string[]
  readonly stillFailing: readonly string[]
  /** Ran before, isn't there any more. Ignored tests don't count: they proved nothing before either. */
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

/** Compares tests by name. Only new failures and vanished tests speak against an upgrade. */
export function compareTests(before: readonly TestOutcome[], after: readonly TestOutcome[]): TestComparison {
  const was = new Map(before.map(test => [test.name, test.outcome]))
  const is = new Map(after.map(test => [test.name, test.outcome]))
  const names = (tests: readonly TestOutcome[], chosen: (test: TestOutcome) => boolean) =>
    [...new Set(tests.filter(chosen).map(test => test.name))].toSorted()
  return {
    newFailures: names(after, ({name, outcome}) => outcome === 'failed' && was.get(name) !== 'failed'),
    fixed: names(after, ({name, outcome}) => outcome === 'passed' && was.get(name) === 'failed'),
    stillFailing: names(after, ({name, outcome}) => outcome === 'failed' && was.get(name) === 'failed'),
    missing: names(before, ({name, outcome}) => outcome !== 'ignored' && !is.has(name)),
    added: names(after, ({name}) => !was.has(name)),
  }
}
