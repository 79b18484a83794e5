import {clean} from '../../domain/clean-text.ts'
import type {Option} from '../../domain/question.ts'
import type {WizardStore} from '../../store/create-wizard-store.ts'
import {mayChoose} from '../../store/may-answer.ts'
import type {WizardView} from '../../store/view.ts'
import {shortKeyLabel} from '../key-label.ts'
import type {Action, Binding} from '../keys/binding.ts'
import {markedItem} from '../keys/question-keys.ts'
import {choicesOf} from './choices.ts'
import {cleanOption, notCleaned} from './clean-choice.ts'

type Choosing = Extract<Action, {kind: 'answer' | 'submit-input'}>

/** Whether an action chooses an option of the open question, at once or by the line that was typed for it. */
export function chooses(action: Action, {local}: WizardView): action is Choosing {
  return action.kind === 'answer' || (action.kind === 'submit-input' && local.input?.option !== undefined)
}

/** Answers or suggests; false when nothing came of it, and a hint says why. */
export function choose(store: WizardStore, action: Choosing, view: WizardView): boolean {
  return action.kind === 'answer' ? store.answer(action.option, action.text, action.item) : submit(store, view)
}

function submit(store: WizardStore, view: WizardView): boolean {
  const {local, question} = view
  const option = choicesOf(view).find(one => one.id === local.input?.option)
  const text = local.input?.text.trim() ?? ''
  const wrong = option === undefined ? undefined : notTaken(option, text, view)
  if (wrong !== undefined) store.hint(wrong)
  else if (option === undefined || question === undefined) store.changeLocal({input: undefined})
  else
    return store.answer(option.id, option.takesText === true ? text : undefined, markedItem(question, local.highlight))
  return false
}

/** Why what was typed isn't taken for the option. */
function notTaken({id, typed}: Option, text: string, view: WizardView): string | undefined {
  if (typed !== undefined && text !== typed) return `Type ${clean(typed)} exactly as it is`
  if (text === '') return 'Nothing typed yet'
  return id === cleanOption ? notCleaned(view, text) : undefined
}

/** Once a key has chosen: which one it was, and what it chose. Several people may share the keyboard. */
export function echoAnswer(store: WizardStore, binding: Binding, {question, local, ...view}: WizardView): void {
  const {action} = binding
  const id = (action.kind === 'answer' ? action.option : local.input?.option) ?? ''
  const option = question?.options.find(one => one.id === id)
  const isSuggested =
    question !== undefined && id !== 'note' && mayChoose(view, question, {...option, id}) === 'suggests'
  const label = clean(option?.label ?? binding.label)
  const told = `${shortKeyLabel(binding)} → ${label}${isSuggested ? ', suggested' : ''}`
  // Where the question stays, its keys leave no room beside them.
  if (store.view().question === question) store.hint(told)
  else store.echo(told)
}
