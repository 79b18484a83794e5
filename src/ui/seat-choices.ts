import type {Option, Question} from '../domain/question.ts'
import {agreesWith, asksToAgree} from '../store/may-answer.ts'
import type {WizardView} from '../store/view.ts'

/** The options as they are for who sits at this screen: everybody agrees from where they sit. */
export function withSeats(options: readonly Option[], question: Question, view: WizardView): readonly Option[] {
  if (!asksToAgree(question)) return options
  return options.map(option =>
    option.typed === undefined || agreesWith(view, question, option)
      ? option
      : {...option, disabledBecause: 'not from this terminal'},
  )
}
