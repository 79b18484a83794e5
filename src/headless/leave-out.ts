import type {Subject} from '../domain/question.ts'
import {withoutSteps} from '../plan/without-steps.ts'
import {costsOfLeavingOut} from '../steps/cost-of-leaving-out.ts'
import type {Choice, Judged} from './choice.ts'
import {plainText} from './plain-text.ts'

/** The plan without some of its steps: which, what goes with them, and what that costs. */
export function leavingOut({plan}: Extract<Subject, {kind: 'plan'}>): Choice {
  const {steps} = plan
  const judge = (chosen: readonly number[]): Judged => {
    const ids = chosen.flatMap(at => steps[at]?.id ?? [])
    const kept = withoutSteps(steps, ids)
    if (kept.length === 0) return {lines: ['That leaves no step: nothing was chosen.']}
    const gone = steps.filter(step => !kept.includes(step))
    const lines = [
      ...gone.map(({id, title}) => `Left out: ${title}${ids.includes(id) ? '' : ', which needs one of these'}`),
      ...costsOfLeavingOut(gone.map(({kind}) => kind)),
    ]
    return {lines: lines.map(plainText), answer: {option: 'start', text: ids.join(' ')}}
  }
  return {
    label: 'Start without some steps',
    word: 'start-without',
    consequence: 'asks which, and says what that costs',
    lead: {kind: 'several', noun: 'step', count: steps.length, judge},
  }
}
