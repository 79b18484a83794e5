import type {WizardView} from '../../store/view.ts'
import {ticksIn} from '../choices/ticks.ts'
import type {Binding} from './binding.ts'

/** Leaving steps of the plan out, and taking them in again. */
export function tickKeys(view: WizardView): Binding[] {
  const ticks = ticksIn(view)
  const subject = view.question?.subject
  if (ticks === undefined || subject?.kind !== 'plan') return []
  const marked = subject.plan.steps[view.local.highlight]
  const isOut = ticks.leftOut.some(step => step === marked)
  const turn = isOut ? 'take in' : 'leave out'
  const about = 'leave the marked step out, or take it in again'
  return [
    {keys: ['space', 'x'], label: turn, about, action: {kind: 'tick', what: 'step'}, shownIn: 'footer'},
    {
      keys: ['X'],
      label: `${turn} the whole phase`,
      about: 'the same with the whole phase',
      action: {kind: 'tick', what: 'phase'},
      shownIn: 'help',
    },
  ]
}
