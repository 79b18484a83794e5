import type {Measurement} from '../domain/measurement.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {isDevelopmentTarget} from '../measure/cargo-messages.ts'
import {lockedFamily} from './locked-family.ts'
import {measureCheck, measureTests} from './measure-workspace.ts'
import {count} from './raise-rust.ts'
import type {StepDeps} from './step-deps.ts'

/** Measures before anything is written. A build or a test that fails now is recorded, not held against the upgrade. */
export function recordBaseline(deps: StepDeps): StepKind {
  const measure = async (ctx: StepContext): Promise<Outcome> => {
    ctx.say('Measuring the workspace as it is: check, then tests')
    const {check, problem} = await measureCheck(ctx, deps.cargo)
    if (problem !== undefined && problem.code !== 'command-failed') return {kind: 'failed', problem}
    const canTest = check.passed || check.failedTargets.some(isDevelopmentTarget)
    const tests = canTest ? await measureTests(ctx, deps.cargo) : undefined
    if (tests?.problem !== undefined && tests.problem.code !== 'command-failed')
      return {kind: 'failed', problem: tests.problem}
    const data: Measurement = {
      check,
      ...(tests === undefined ? {} : {tests: tests.tests}),
      locked: lockedFamily(await deps.survey()),
    }
    return {kind: 'ok', summary: summaryOf(data), data}
  }
  return {
    async inspect() {
      return {kind: 'needed', summary: 'cargo check and cargo test, by test name', writes: [], touches: ['Cargo.lock']}
    },
    apply: measure,
    verify: async (ctx, applied) => applied ?? measure(ctx),
  }
}

/** One line about a measurement, for the gate and the report. */
function summaryOf({check, tests}: Measurement): string {
  const broken = check?.failedTargets ?? []
  if (check?.passed !== true && !broken.some(isDevelopmentTarget))
    return 'The build fails before the upgrade; recorded as known'
  const known = broken.length === 0 ? '' : `; known not to compile: ${broken.join(', ')}`
  if (tests?.built !== true) return `The tests do not build; recorded as known${known}`
  const number = (outcome: string) => tests.outcomes.filter(test => test.outcome === outcome).length
  const ignored = number('ignored') > 0 ? `, ${number('ignored')} ignored` : ''
  return `${count(number('passed'), 'test')} passed, ${number('failed')} failed${ignored}${known}`
}
