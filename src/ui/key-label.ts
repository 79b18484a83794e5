import type {Binding} from './keys/binding.ts'

/** The key as it is written on the screen. */
export function keyLabel({keys, shown}: Binding): string {
  return shown ?? keys.map(key => names[key] ?? key).join(' ')
}

/** Only the first of several keys: the footer has little room. */
export function shortKeyLabel({keys, shown}: Binding): string {
  return shown ?? names[keys[0]] ?? keys[0]
}

const names: Readonly<Record<string, string>> = {
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  space: 'Space',
  up: '↑',
  down: '↓',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  backspace: 'Backspace',
  delete: 'Delete',
  'ctrl-c': 'Ctrl-C',
  'ctrl-d': 'Ctrl-D',
  'ctrl-l': 'Ctrl-L',
  'ctrl-u': 'Ctrl-U',
  'ctrl-z': 'Ctrl-Z',
}
