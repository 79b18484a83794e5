import type {WizardView} from '../../store/view.ts'
import type {Action, Binding} from './binding.ts'
import {aboutInterrupt} from './fixed-keys.ts'

/** Help and the ways out. */
export function leavingKeys({question, running}: WizardView): Binding[] {
  const isOffered = question?.options.some(({id, disabledBecause}) => id === 'quit' && disabledBecause === undefined)
  if (isOffered === true) return [help, quitting({kind: 'answer', option: 'quit'})]
  if (running === undefined || question !== undefined) return [help, quitting({kind: 'quit'})]
  return [cancel, help, quitting({kind: 'ask-quit'})]
}

function quitting(action: Action): Binding {
  return {keys: ['q'], label: 'quit', about: 'quit; asks when something runs', action, shownIn: 'footer'}
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
