import {count} from '../domain/count.ts'
import {type Measurement, measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {compareTests} from '../measure/compare-tests.ts'
import {without} from './cargo.ts'
import {lockedFamily} from './locked-family.ts'
import {measureTests} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'

/** Runs the baseline's tests again. Only what is new counts: failures known before don't block. */
export function proveTests(deps: StepDeps): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const before = measurementSchema.safeParse(ctx.resultOf('record-baseline')).data
    const {tests, problem} = await measureTests(ctx, without(deps.cargo, before?.without))
    const after: Measurement = {tests, locked: lockedFamily(await deps.survey())}
    if (problem !== undefined && before?.tests?.built === false && problem.code === 'command-failed') {
      return {
        kind: 'ok',
        summary: 'The tests do not build, as before the upgrade: nothing could be compared',
        data: after,
      }
    }
    if (problem !== undefined) return {kind: 'failed', problem, data: after}
    return judge(before, after)
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

function judge(before: Measurement | undefined, after: Measurement): Outcome {
  const outcomes = after.tests?.outcomes ?? []
  const {newFailures, missing} = compareTests(before?.tests?.outcomes ?? [], outcomes)
  if (newFailures.length > 0 || missing.length > 0)
    return {kind: 'failed', problem: newlyBroken(newFailures, missing), data: after}
  const passed = outcomes.filter(test => test.outcome === 'passed').length
  const compared =
    before?.tests === undefined
      ? 'no baseline to compare with'
      : `${before.tests.outcomes.filter(test => test.outcome === 'passed').length} before`
  return {kind: 'ok', summary: `${count(passed, 'test')} passed (${compared}), no new failure`, data: after}
}

function newlyBroken(newFailures: readonly string[], missing: readonly string[]): Problem {
  return {
    code: 'tests-newly-broken',
    title: `${count(newFailures.length, 'new test failure')}, ${count(missing.length, 'test')} gone`,
    detail: [...newFailures.map(name => `failed: ${name}`), ...missing.map(name => `gone: ${name}`)].join('\n'),
    nextSteps: ['Read the failing test’s log, mend the code and retry; or roll back.'],
  }
}
