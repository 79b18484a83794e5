import {ProblemError} from '../domain/errors.ts'
import type {Plan} from '../domain/plan.ts'
import type {Candidate, Target} from '../domain/target.ts'
import {assemblePlan} from '../plan/assemble-plan.ts'
import {chooseTarget} from '../plan/choose-target.ts'
import type {Wanted} from '../plan/wanted.ts'
import type {Environment} from './environment.ts'
import type {Sight} from './look.ts'
import type {PlanOptions} from './run-options.ts'
import {selectSteps} from './select-steps.ts'

/** What was decided from it. */
export type Decision = {readonly candidates: readonly Candidate[]; readonly target: Target; readonly plan: Plan}

/** Chooses the target and makes the plan. Throws a ProblemError when no target is possible. */
export function decide(
  env: Environment,
  {survey, toolchains, known}: Sight,
  {wanted, only, skip}: Pick<PlanOptions, 'wanted' | 'only' | 'skip'>,
): Decision {
  const choice = chooseTarget({
    survey,
    toolchains,
    known,
    countUses: undefined,
    resolved: undefined,
    today: env.clock.now(),
    wanted,
  })
  if (choice.kind === 'refused') throw new ProblemError(choice.problem)
  const {candidates, target} = choice
  return {candidates, target, plan: selectSteps(assemblePlan(survey, target), only, skip)}
}

/** The decision again, for the candidate that a person chose. */
export function decideFor(
  env: Environment,
  sight: Sight,
  options: Pick<PlanOptions, 'wanted' | 'only' | 'skip'>,
  wasmtime: string,
): Decision {
  const wanted: Wanted = {...options.wanted, wasmtime}
  return decide(env, sight, {...options, wanted})
}
