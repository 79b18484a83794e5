import type {StepPlan} from '../domain/plan.ts'

/**
 * An ordered plan's steps without the named ones (ids or phases), and without each step that needs one of those: it would
 * have nothing to prove.
 */
export function withoutSteps(steps: readonly StepPlan[], names: readonly string[]): StepPlan[] {
  const left = new Set<string>()
  // The plan is ordered, so one pass reaches every step that needs one that is left out.
  for (const {id, phase, needs} of steps) {
    if (names.includes(id) || names.includes(phase) || needs.some(need => left.has(need))) left.add(id)
  }
  return steps.filter(({id}) => !left.has(id))
}

/** The ids of a step and of all steps without which it is left out. */
export function withNeeds(steps: readonly StepPlan[], id: string): ReadonlySet<string> {
  const wanted = new Set([id])
  for (const step of steps.toReversed()) if (wanted.has(step.id)) for (const need of step.needs) wanted.add(need)
  return wanted
}
