import type {StepPlan} from '../../domain/plan.ts'
import {withNeeds, withoutSteps} from '../../plan/without-steps.ts'
import {costsOfLeavingOut} from '../../steps/cost-of-leaving-out.ts'
import type {WizardView} from '../../store/view.ts'

/** A plan as it is ticked: what will be done, and what won't. */
export type Ticks = {readonly kept: readonly StepPlan[]; readonly leftOut: readonly StepPlan[]}

/** The ticks of the plan that is asked about; everything is kept at first. Undefined when another question is open. */
export function ticksIn({question, local}: WizardView): Ticks | undefined {
  const subject = question?.subject
  return subject?.kind === 'plan' ? ticksOf(subject.plan.steps, local.tickedOff) : undefined
}

function ticksOf(steps: readonly StepPlan[], off: readonly string[]): Ticks {
  const kept = withoutSteps(steps, off)
  return {kept, leftOut: steps.filter(step => !kept.includes(step))}
}

/**
 * What is ticked off once the marked step, or its whole phase, is turned over. What comes back brings along what it needs;
 * what goes takes along what needs it.
 */
export function ticked(view: WizardView, what: 'step' | 'phase'): readonly string[] {
  const {question, local} = view
  const steps = question?.subject.kind === 'plan' ? question.subject.plan.steps : []
  const marked = steps[local.highlight]
  if (marked === undefined) return local.tickedOff
  const chosen = what === 'step' ? [marked] : steps.filter(({phase}) => phase === marked.phase)
  const {leftOut} = ticksOf(steps, local.tickedOff)
  if (!leftOut.includes(marked)) return [...new Set([...local.tickedOff, ...chosen.map(({id}) => id)])]
  const back = new Set(chosen.flatMap(({id}) => [...withNeeds(steps, id)]))
  return local.tickedOff.filter(id => !back.has(id))
}

/** The steps that would go with one that is ticked off. */
export function goingWith(steps: readonly StepPlan[], {id}: StepPlan): readonly StepPlan[] {
  return ticksOf(steps, [id]).leftOut.filter(step => step.id !== id)
}

/** What is not done or not known without these steps, the gravest first. */
export function costsOf(steps: readonly StepPlan[]): readonly string[] {
  return costsOfLeavingOut(steps.map(({kind}) => kind))
}
