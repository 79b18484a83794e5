import type {Measurement} from '../domain/measurement.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {lockedFamily} from '../steps/locked-family.ts'
import {checkWhatCompiles} from '../steps/record-baseline.ts'
import type {StepDeps} from '../steps/step-deps.ts'
import {stepKinds} from '../steps/step-kinds.ts'
import type {Bisection} from './bisection.ts'

/**
 * The step kinds of a try: no times are taken and no number is too large, since neither says whether a major passes. Every try
 * starts from the same commit, so that what builds and passes there is measured in the first and known to the others; where none
 * is tested, no test is run at all.
 */
export function triedKinds(
  {baseline, reach}: Pick<Bisection, 'baseline' | 'reach'>,
  {times: _, ...deps}: StepDeps,
): ReadonlyMap<string, StepKind> {
  const untimed: StepDeps = {...deps, limits: {}}
  const kinds = stepKinds(untimed)
  if (baseline !== undefined) return withBaseline(kinds, async () => known(baseline))
  return reach === 'build' ? withBaseline(kinds, ctx => measureBuild(ctx, untimed)) : kinds
}

function withBaseline(
  kinds: ReadonlyMap<string, StepKind>,
  measure: (ctx: StepContext) => Promise<Outcome>,
): ReadonlyMap<string, StepKind> {
  const baseline: StepKind = {
    async inspect() {
      return {kind: 'needed', summary: 'What builds at the commit', writes: [], touches: ['Cargo.lock']}
    },
    apply: measure,
    verify: async (ctx, applied) => applied ?? measure(ctx),
  }
  return new Map([...kinds, ['record-baseline', baseline]])
}

function known(data: Measurement): Outcome {
  return {kind: 'ok', summary: 'Measured in an earlier try, at the same commit', data}
}

async function measureBuild(ctx: StepContext, {cargo, survey}: StepDeps): Promise<Outcome> {
  const {check, problem, leftOut} = await checkWhatCompiles(ctx, cargo)
  if (problem !== undefined && problem.code !== 'command-failed') return {kind: 'failed', problem}
  const data: Measurement = {
    check,
    ...(leftOut.length === 0 ? {} : {without: [...leftOut]}),
    locked: lockedFamily(await survey()),
  }
  return {kind: 'ok', summary: check.passed ? 'It builds' : 'Not all of it builds; recorded as known', data}
}
