import type {Reading, TestOutcome} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'

/** What running some of the tests came to. */
export type TestRun = {
  readonly outcomes: readonly TestOutcome[]
  readonly durationMs: number
  /** How many tests were not asked for. */
  readonly filtered: number
  /** How long the tests of each program took. */
  readonly readings: readonly Reading[]
  /** Why the outcomes say nothing of the code: a full disk, for one. */
  readonly problem?: Problem
  /** Runs those of these tests that are its own once more, and no others; gives the names of those that passed. */
  again(names: readonly string[]): Promise<readonly string[]>
}

/** The runs as one; the first problem counts. */
export function joinRuns(...runs: readonly TestRun[]): TestRun {
  const problem = runs.find(run => run.problem !== undefined)?.problem
  const sum = (value: (run: TestRun) => number) => runs.reduce((total, run) => total + value(run), 0)
  return {
    outcomes: runs.flatMap(({outcomes}) => outcomes),
    durationMs: sum(({durationMs}) => durationMs),
    filtered: sum(({filtered}) => filtered),
    readings: runs.flatMap(({readings}) => readings),
    ...(problem === undefined ? {} : {problem}),
    async again(names) {
      const passed: string[] = []
      for (const run of runs) passed.push(...(await run.again(names)))
      return passed
    },
  }
}

/** A run of nothing. */
export const noRun: TestRun = joinRuns()

/** The time of one program's tests, in ms. Its tests run side by side: for most of them nobody tells how long they took. */
export function testTime(target: string, durationMs: number): Reading {
  return {kind: 'test-time', name: target, unit: 'ms', value: durationMs, runs: 1}
}

/** The names of those that passed. */
export function namesPassed(outcomes: readonly TestOutcome[]): readonly string[] {
  return outcomes.filter(({outcome}) => outcome === 'passed').map(({name}) => name)
}

/**
 * Which of these failed tests pass when they are run again, at most twice more. More failures than can be looked at one by one
 * aren't due to chance, and none is run again then.
 */
export async function findFlaky(
  ctx: Pick<StepContext, 'say' | 'signal'>,
  failed: readonly string[],
  again: TestRun['again'],
): Promise<ReadonlySet<string>> {
  const flaky = new Set<string>()
  if (failed.length > mostFailures) return flaky
  for (let round = 1; round <= mostRounds; round++) {
    const left = failed.filter(name => !flaky.has(name))
    if (left.length === 0 || ctx.signal.aborted) break
    ctx.say(`Running again what failed newly: ${left.slice(0, 3).join(', ')}${left.length > 3 ? ', …' : ''}`)
    for (const name of await again(left)) if (left.includes(name)) flaky.add(name)
  }
  return flaky
}

/** The longest that one program may take when tests are run again: it hung, then. */
export const againLimitMs = 120_000
const mostFailures = 20
const mostRounds = 2
