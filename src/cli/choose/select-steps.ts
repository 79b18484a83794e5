import {ProblemError} from '../../domain/errors.ts'
import {phases} from '../../domain/phase.ts'
import type {Plan, StepPlan} from '../../domain/plan.ts'
import type {Problem} from '../../domain/problem.ts'
import {stepNames} from '../../plan/step-names.ts'
import {withoutSteps} from '../../plan/without-steps.ts'

/** The plan with only the steps (or phases) that were asked for. Throws a ProblemError when that leaves none. */
export function selectSteps(plan: Plan, only: readonly string[], skip: readonly string[]): Plan {
  const steps = wantedSteps(plan, only, skip)
  if (steps.length === 0) throw new ProblemError(nothingLeft)
  const leftOut = allIds(plan).filter(id => !steps.some(step => step.id === id))
  return {target: plan.target, steps, ...(leftOut.length === 0 ? {} : {leftOut})}
}

/**
 * The steps of a plan that are named, or not skipped. A step that needs a skipped one is skipped too: it would have
 * nothing to prove. Throws a ProblemError for a name that is neither a step of any way nor a phase.
 */
export function wantedSteps(plan: Plan, only: readonly string[], skip: readonly string[]): StepPlan[] {
  const all = allIds(plan)
  const known: readonly string[] = [...all, ...stepNames, ...phases]
  const unknown = [...only, ...skip].find(name => !known.includes(name))
  if (unknown !== undefined) throw new ProblemError(noSuchStep(unknown, all))
  return withoutSteps(plan.steps, skip).filter(step => only.length === 0 || isNamed(step, only))
}

function allIds({steps, leftOut = []}: Plan): readonly string[] {
  return [...steps.map(step => step.id), ...leftOut]
}

function isNamed(step: StepPlan, names: readonly string[]): boolean {
  return names.includes(step.id) || names.includes(step.phase)
}

function noSuchStep(name: string, all: readonly string[]): Problem {
  return {
    code: 'no-such-step',
    title: `There is no step or phase called ${name}`,
    detail: `Steps of this plan: ${all.join(', ')}. Phases: ${phases.join(', ')}.`,
    nextSteps: ['Name one of these with --only or --skip.'],
  }
}

const nothingLeft: Problem = {
  code: 'no-steps-left',
  title: 'No step is left to do',
  detail: '--only and --skip together leave out every step of the plan.',
  nextSteps: ['To see the steps and their phases: upgrade-wizard plan'],
}
