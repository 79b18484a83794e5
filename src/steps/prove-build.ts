import {type Measurement, measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {isProductBroken} from '../measure/cargo-messages.ts'
import {without} from './cargo.ts'
import {type Check, measureCheck} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'

/** The workspace builds: the only proof that an upgrade is more than a changed number. */
export function proveBuild({cargo}: Pick<StepDeps, 'cargo'>): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const before = measurementSchema.safeParse(ctx.resultOf('record-baseline')).data
    return judgeBuild(before, await measureCheck(ctx, without(cargo, before?.without)), cargo.rust)
  }
  return {
    async inspect() {
      return {kind: 'needed', summary: 'cargo check, all targets', writes: [], touches: ['Cargo.lock']}
    },
    apply: prove,
    verify: async (ctx, applied) => applied ?? prove(ctx),
  }
}

/**
 * A test or an example that didn't compile before may go on not compiling; the product itself may not. `rust` is what it
 * was built with.
 */
export function judgeBuild(before: Measurement | undefined, {check, problem}: Check, rust?: string): Outcome {
  const data = rust === undefined ? {check} : {check, rust}
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

function newlyBroken(fresh: readonly string[], problem: Problem): Problem {
  const title =
    fresh.length === 1
      ? `${fresh[0]} no longer compiles`
      : `${fresh.length} targets no longer compile: ${fresh.join(', ')}`
  return problem.code === 'command-failed' ? {...problem, code: 'build-newly-broken', title} : problem
}
