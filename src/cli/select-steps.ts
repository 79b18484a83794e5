import {ProblemError} from '../domain/errors.ts'
import {type Phase, phases} from '../domain/phase.ts'
import type {Plan} from '../domain/plan.ts'

/** The plan with only the steps (or phases) that were asked for. Throws a ProblemError for a name that is neither. */
export function selectSteps(plan: Plan, only: readonly string[], skip: readonly string[]): Plan {
  const names = [...plan.steps.map(step => step.id), ...phases]
  const unknown = [...only, ...skip].find(name => !names.includes(name))
  if (unknown !== undefined) {
    throw new ProblemError({
      code: 'no-such-step',
      title: `There is no step or phase called ${unknown}`,
      detail: `Steps of this plan: ${plan.steps.map(step => step.id).join(', ')}. Phases: ${phases.join(', ')}.`,
      nextSteps: ['Name one of these with --only or --skip.'],
    })
  }
  const isNamed = (step: {id: string; phase: Phase}, list: readonly string[]) =>
    list.includes(step.id) || list.includes(step.phase)
  return {...plan, steps: plan.steps.filter(step => (only.length === 0 || isNamed(step, only)) && !isNamed(step, skip))}
}
