import type {WizardView} from '../../store/view.ts'
import type {Binding} from './binding.ts'

/** Help and the ways out. */
export function leavingKeys({question, running}: WizardView): Binding[] {
  const help: Binding = {keys: ['?'], label: 'help', action: {kind: 'help'}, shownIn: 'footer'}
  const quit = question?.options.find(option => option.id === 'quit' && option.disabledBecause === undefined)
  if (quit !== undefined)
    return [help, {keys: ['q'], label: 'quit', action: {kind: 'answer', option: 'quit'}, shownIn: 'footer'}]
  if (running === undefined || question !== undefined)
    return [help, {keys: ['q'], label: 'quit', action: {kind: 'quit'}, shownIn: 'footer'}]
  return [cancel, help, {keys: ['q'], label: 'quit', action: {kind: 'ask-quit'}, shownIn: 'footer'}]
}

const cancel: Binding = {keys: ['ctrl-c'], label: 'cancel', action: {kind: 'interrupt'}, shownIn: 'footer'}
