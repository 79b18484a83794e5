import type {Option, Question} from '../../domain/question.ts'
import {asksToAgree, mayAnswer, mayChoose} from '../../store/may-answer.ts'
import type {WizardView} from '../../store/view.ts'
import {cleanOption} from './clean-choice.ts'

/**
 * The options as they are for who sits at this screen: everybody agrees from where they sit, and cleaning that nobody was asked
 * about is for the terminal where the wizard runs.
 */
export function withSeats(options: readonly Option[], question: Question, view: WizardView): readonly Option[] {
  if (asksToAgree(question)) return options.map(option => agreeing(option, question, view))
  if (view.guest === undefined) return options
  return options.filter(({id}) => id !== cleanOption || asksFor(question, id))
}

function agreeing(option: Option, question: Question, view: WizardView): Option {
  const isOpen = mayAnswer(view) === 'reads' || option.id === 'quit' || mayChoose(view, question, option) !== 'reads'
  return isOpen ? option : {...option, disabledBecause: 'not from this terminal'}
}

function asksFor({options}: Question, id: string): boolean {
  return options.some(option => option.id === id)
}
