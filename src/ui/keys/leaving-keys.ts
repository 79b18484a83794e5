import {mayAnswer} from '../../store/may-answer.ts'
import type {WizardView} from '../../store/view.ts'
import type {Action, Binding} from './binding.ts'
import {aboutInterrupt} from './fixed-keys.ts'

/** Help and the ways out. A guest leaves, and the upgrade goes on; cancelling is for whoever drives. */
export function leavingKeys(view: WizardView): Binding[] {
  const {question, running, guest} = view
  const cancelling = running === undefined || question !== undefined || mayAnswer(view) !== 'answers' ? [] : [cancel]
  if (guest !== undefined) return [...cancelling, help, leave]
  const isOffered = question?.options.some(({id, disabledBecause}) => id === 'quit' && disabledBecause === undefined)
  if (isOffered === true) return [help, quitting({kind: 'answer', option: 'quit'})]
  if (running === undefined || question !== undefined) return [help, quitting({kind: 'quit'})]
  return [...cancelling, help, quitting({kind: 'ask-quit'})]
}

function quitting(action: Action): Binding {
  return {keys: ['q'], label: 'quit', about: 'quit; asks when something runs', action, shownIn: 'footer'}
}

const leave: Binding = {
  keys: ['q'],
  label: 'leave',
  about: 'leave a session that was joined; it goes on',
  action: {kind: 'ask-quit'},
  shownIn: 'footer',
}

const help: Binding = {
  keys: ['?'],
  label: 'help',
  about: 'help: every key that means something now; again: back',
  action: {kind: 'help'},
  shownIn: 'footer',
}

const cancel: Binding = {
  keys: ['ctrl-c'],
  label: 'cancel',
  about: aboutInterrupt,
  action: {kind: 'interrupt'},
  shownIn: 'footer',
}
