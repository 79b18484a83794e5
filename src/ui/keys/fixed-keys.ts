import {type Binding, page} from './binding.ts'

/** While a line is typed. */
export const inputKeys: readonly Binding[] = [
  {keys: ['enter'], label: 'take it', action: {kind: 'submit-input'}, shownIn: 'footer'},
  {keys: ['esc'], label: 'back', action: {kind: 'close'}, shownIn: 'footer'},
  {keys: ['ctrl-u'], label: 'clear', action: {kind: 'edit-input', edit: 'clear'}, shownIn: 'footer'},
  {keys: ['backspace', 'delete'], label: 'erase', action: {kind: 'edit-input', edit: 'erase'}, shownIn: 'help'},
]

/** While it is asked whether to quit. */
export const confirmKeys: readonly Binding[] = [
  {keys: ['y'], label: 'quit', action: {kind: 'quit'}, shownIn: 'footer'},
  {keys: ['n', 'esc', 'q'], label: 'stay', action: {kind: 'close'}, shownIn: 'footer'},
]

/** While the help is open. */
export const helpKeys: readonly Binding[] = [
  {keys: ['?', 'esc', 'q'], label: 'close the help', action: {kind: 'close'}, shownIn: 'footer'},
  {keys: ['down', 'j'], shown: '↑ ↓', label: 'scroll', action: page(1), shownIn: 'footer'},
  {keys: ['up', 'k'], label: 'scroll up', action: page(-1), shownIn: 'help'},
  {keys: ['pageup', 'ctrl-u'], label: 'a page up', action: page('page-up'), shownIn: 'help'},
  {keys: ['pagedown', 'ctrl-d', 'space'], label: 'a page down', action: page('page-down'), shownIn: 'help'},
]

/** What means the same everywhere. */
export const always: readonly Binding[] = [
  {keys: ['esc'], label: 'back; closes help and input, never quits', action: {kind: 'close'}, shownIn: 'help'},
  {keys: ['ctrl-c'], label: 'cancel the command; twice: quit', action: {kind: 'interrupt'}, shownIn: 'help'},
  {keys: ['ctrl-l'], label: 'draw the screen again', action: {kind: 'repaint'}, shownIn: 'help'},
  {keys: ['ctrl-z'], label: 'to the shell; `fg` comes back', action: {kind: 'suspend'}, shownIn: 'help'},
]
