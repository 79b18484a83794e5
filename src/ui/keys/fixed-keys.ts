import {mayAnswer} from '../../store/may-answer.ts'
import type {WizardView} from '../../store/view.ts'
import {type Binding, page} from './binding.ts'

const aboutBack = 'back; closes help and input, never quits'
export const aboutInterrupt = 'cancel the command; twice: quit'

/** While a line is typed. */
export const inputKeys: readonly Binding[] = [
  {keys: ['enter'], label: 'take it', about: 'take what is typed', action: {kind: 'submit-input'}, shownIn: 'footer'},
  {keys: ['esc'], label: 'back', about: aboutBack, action: {kind: 'close'}, shownIn: 'footer'},
  {
    keys: ['ctrl-u'],
    label: 'clear',
    about: 'clear what is typed',
    action: {kind: 'edit-input', edit: 'clear'},
    shownIn: 'footer',
  },
  {
    keys: ['backspace', 'delete'],
    label: 'erase',
    about: 'erase the last letter',
    action: {kind: 'edit-input', edit: 'erase'},
    shownIn: 'help',
  },
]

/** While it is asked whether to quit; a guest only leaves. */
export function confirmKeys({guest}: WizardView): readonly Binding[] {
  const leave = guest === undefined ? 'quit' : 'leave'
  return [
    {keys: ['y'], label: leave, about: 'asked whether to quit: yes', action: {kind: 'quit'}, shownIn: 'footer'},
    {
      keys: ['n', 'esc', 'q'],
      label: 'stay',
      about: 'asked whether to quit: no, stay',
      action: {kind: 'close'},
      shownIn: 'footer',
    },
  ]
}

/** While the help is open. */
export const helpKeys: readonly Binding[] = [
  {keys: ['?', 'esc', 'q'], label: 'close the help', action: {kind: 'close'}, shownIn: 'footer'},
  {keys: ['down', 'j'], shown: '↑ ↓', label: 'scroll', action: page(1), shownIn: 'footer'},
  {keys: ['up', 'k'], label: 'scroll up', action: page(-1), shownIn: 'help'},
  {keys: ['g', 'home'], label: 'to the top', action: page('top'), shownIn: 'help'},
  {keys: ['G', 'end'], label: 'to the end', action: page('end'), shownIn: 'help'},
  {keys: ['pageup', 'ctrl-u'], label: 'a page up', action: page('page-up'), shownIn: 'help'},
  {keys: ['pagedown', 'ctrl-d', 'space'], label: 'a page down', action: page('page-down'), shownIn: 'help'},
]

/** What means the same everywhere. */
export function always(view: WizardView): readonly Binding[] {
  return [
    {keys: ['esc'], label: aboutBack, action: {kind: 'close'}, shownIn: 'help'},
    {
      keys: ['ctrl-c'],
      label: interruptLabel(view),
      about: aboutInterrupt,
      action: {kind: 'interrupt'},
      shownIn: 'help',
    },
    {keys: ['ctrl-l'], label: 'draw the screen again', action: {kind: 'repaint'}, shownIn: 'help'},
    {keys: ['ctrl-z'], label: 'to the shell; `fg` comes back', action: {kind: 'suspend'}, shownIn: 'help'},
  ]
}

/** Who doesn't drive cancels nothing, and a guest only leaves. */
function interruptLabel(view: WizardView): string {
  if (view.guest === undefined && mayAnswer(view) === 'answers') return aboutInterrupt
  const leaves = view.guest === undefined ? 'twice: quit' : 'twice: leave'
  return mayAnswer(view) === 'answers' ? `cancel the command; ${leaves}` : leaves
}
