import type {Binding} from './keys/binding.ts'

/** All names of the key as they are written on the screen. */
export function keyLabel({keys}: Binding): string {
  return keys.map(nameOfKey).join(' ')
}

/** A key as it is written on the screen. */
export function nameOfKey(key: string): string {
  return names[key] ?? key
}

/** Only the first of several keys: the footer has little room. */
export function shortKeyLabel({keys, shown}: Binding): string {
  return shown ?? nameOfKey(keys[0])
}

const names: Readonly<Record<string, string>> = {
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  // The keys that the table of targets reads itself.
  table: '↑ ↓ k j',
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
