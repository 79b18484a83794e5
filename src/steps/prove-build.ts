import {type Measurement, measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {isProductBroken} from '../measure/cargo-messages.ts'
import {without} from './cargo.ts'
import {judgeReadings} from './judge-readings.ts'
import {recordedTimes, tellTimes} from './measure-times.ts'
import {type Check, measureCheck} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'
import {timeCheck, wantedAfter} from './time-builds.ts'

/** The workspace builds: the only proof that an upgrade is more than a changed number. Then how long a check of it takes. */
export function proveBuild(deps: Pick<StepDeps, 'cargo' | 'times' | 'limits'>): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const {before, checked, judged} = await checkAgain(ctx, deps)
    if (judged.kind === 'failed') return judged
    const times = await timeCheck(ctx, deps, checked, wantedAfter(before))
    const data = {...recordedBuild(checked.check, deps.cargo.rust), ...recordedTimes(times)}
    const {told, problem} = judgeReadings(before?.readings, times.readings, deps.limits)
    const inTheWay = times.problem ?? problem
    if (inTheWay !== undefined) return {kind: 'failed', problem: inTheWay, data}
    return {...judged, summary: [judged.summary + tellTimes(times), ...told].join('; '), data}
  }
  return {
    async inspect() {
      return {kind: 'needed', summary: 'cargo check, all targets', writes: [], touches: ['Cargo.lock']}
    },
    apply: prove,
    verify: async (ctx, applied) => applied ?? prove(ctx),
  }
}

/** Whether the workspace still builds after a step has changed it. */
export async function stillBuilds(ctx: StepContext, deps: Pick<StepDeps, 'cargo'>): Promise<Outcome> {
  return (await checkAgain(ctx, deps)).judged
}

async function checkAgain(ctx: StepContext, {cargo}: Pick<StepDeps, 'cargo'>) {
  const before = measurementSchema.safeParse(ctx.resultOf('record-baseline')).data
  const checked = await measureCheck(ctx, without(cargo, before?.without))
  return {before, checked, judged: judgeBuild(before, checked, cargo.rust)}
}

/**
 * A test or an example that didn't compile before may go on not compiling; the product itself may not. `rust` is what it
 * was built with.
 */
export function judgeBuild(
  before: Measurement | undefined,
  {check, problem}: Pick<Check, 'check' | 'problem'>,
  rust?: string,
): Outcome {
  const data = recordedBuild(check, rust)
  const leftOut = before?.without ?? []
  const unproven = leftOut.length === 0 ? '' : ` without ${leftOut.join(', ')}, which did not compile before either`
  if (problem === undefined) {
    const took = `${(check.durationMs / 1000).toFixed(1)} s`
    return {kind: 'ok', summary: `The workspace builds${unproven} (${took})`, data}
  }
  const known = new Set(before?.check?.failedTargets)
  const fresh = check.failedTargets.filter(target => !known.has(target))
  const isProven = fresh.length === 0 && !isProductBroken(check)
  if (!isProven) return {kind: 'failed', problem: fresh.length > 0 ? newlyBroken(fresh, problem) : problem, data}
  return {
    kind: 'ok',
    summary: `The workspace builds as before${unproven}; still not compiling: ${check.failedTargets.join(', ')}`,
    data,
  }
}

function recordedBuild(check: Check['check'], rust: string | undefined) {
  return rust === undefined ? {check} : {check, rust}
}

function newlyBroken(fresh: readonly string[], problem: Problem): Problem {
  const title =
    fresh.length === 1
      ? `${fresh[0]} no longer compiles`
      : `${fresh.length} targets no longer compile: ${fresh.join(', ')}`
  return problem.code === 'command-failed' ? {...problem, code: 'build-newly-broken', title} : problem
}
