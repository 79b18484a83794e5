import {count} from '../domain/count.ts'
import {type Measurement, measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {compareTests} from '../measure/compare-tests.ts'
import {without} from './cargo.ts'
import {judgeReadings} from './judge-readings.ts'
import {lockedFamily} from './locked-family.ts'
import {joinTimes, recordedTimes, tellTimes} from './measure-times.ts'
import {measureTests, type Tests} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'
import {findFlaky} from './test-run.ts'
import {timeBuild, wantedAfter} from './time-builds.ts'
import {withBinaries} from './weigh-binaries.ts'

/** Runs the baseline's tests again. Only what is new counts: failures known before don't block. */
export function proveTests(deps: StepDeps): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const before = measurementSchema.safeParse(ctx.resultOf('record-baseline')).data
    const measured = await withBinaries(deps, await measureTests(ctx, without(deps.cargo, before?.without)))
    const {tests: firstTime, problem, again} = measured
    const tests = problem === undefined ? await toleratingChance(ctx, before, firstTime, again) : firstTime
    const locked = lockedFamily(await deps.survey())
    const after: Measurement = {tests, ...recordedTimes(measured), locked}
    if (problem === undefined) return judge(before, after) ?? timeAndTell(ctx, deps, {before, after, measured})
    if (before?.tests?.built !== false || problem.code !== 'command-failed')
      return {kind: 'failed', problem, data: after}
    return {
      kind: 'ok',
      summary: 'The tests do not build, as before the upgrade: nothing could be compared',
      data: after,
    }
  }
  return {
    async inspect() {
      return {
        kind: 'needed',
        summary: 'The tests again, compared by name with the baseline',
        writes: [],
        touches: ['Cargo.lock'],
      }
    },
    apply: prove,
    verify: async (ctx, applied) => applied ?? prove(ctx),
  }
}

/** What failed newly is run again: what passes then is flaky, and counts as passed. */
async function toleratingChance(
  ctx: StepContext,
  before: Measurement | undefined,
  tests: NonNullable<Measurement['tests']>,
  again: Tests['again'],
): Promise<NonNullable<Measurement['tests']>> {
  const {newFailures} = compareTests(before?.tests?.outcomes ?? [], tests.outcomes)
  const flaky = await findFlaky(ctx, newFailures, again)
  if (flaky.size === 0) return tests
  const outcomes = tests.outcomes.map(test =>
    flaky.has(test.name) ? {...test, outcome: 'passed' as const, flaky: true as const} : test,
  )
  return {...tests, outcomes}
}

/** What speaks against the upgrade by the tests' names; undefined where nothing does. */
function judge(before: Measurement | undefined, after: Measurement): Outcome | undefined {
  const {newFailures, missing} = compareTests(before?.tests?.outcomes ?? [], after.tests?.outcomes ?? [])
  if (newFailures.length + missing.length === 0) return undefined
  return {kind: 'failed', problem: newlyBroken(newFailures, missing), data: after}
}

type Proven = {
  readonly before: Measurement | undefined
  readonly after: Measurement
  readonly measured: Tests
}

/** Once the tests pass, how long building them takes; then all the numbers, and what is worse than accepted. */
async function timeAndTell(ctx: StepContext, deps: StepDeps, {before, after, measured}: Proven): Promise<Outcome> {
  const times = await timeBuild(ctx, deps, measured.built, wantedAfter(before))
  const data: Measurement = {...after, ...recordedTimes(joinTimes(measured, times))}
  const {told, problem} = judgeReadings(before?.readings, data.readings, deps.limits)
  const inTheWay = times.problem ?? problem
  if (inTheWay !== undefined) return {kind: 'failed', problem: inTheWay, data}
  return {kind: 'ok', summary: [summaryOf(before, after) + tellTimes(times), ...told].join('; '), data}
}

function summaryOf(before: Measurement | undefined, {tests}: Measurement): string {
  const number = (one: Measurement['tests']) => one?.outcomes.filter(({outcome}) => outcome === 'passed').length ?? 0
  const compared = before?.tests === undefined ? 'no baseline to compare with' : `${number(before.tests)} before`
  const flaky = tests?.outcomes.filter(test => test.flaky).map(({name}) => name) ?? []
  const byChance = flaky.length === 0 ? '' : `; flaky, passed when run again: ${flaky.join(', ')}`
  return `${count(number(tests), 'test')} passed (${compared}), no new failure${byChance}`
}

function newlyBroken(newFailures: readonly string[], missing: readonly string[]): Problem {
  return {
    code: 'tests-newly-broken',
    title: `${count(newFailures.length, 'new test failure')}, ${count(missing.length, 'test')} gone`,
    detail: [...newFailures.map(name => `failed: ${name}`), ...missing.map(name => `gone: ${name}`)].join('\n'),
    nextSteps: ['Read the failing test’s log, mend the code and retry; or roll back.'],
  }
}
