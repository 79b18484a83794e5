import type {Key} from 'ink'

/** The name a key has in the tables of `keys/`; undefined for text that arrived in one piece (a paste). */
export function keyName(input: string, key: Key): string | undefined {
  const special = specials.find(([flag]) => key[flag])
  if (special !== undefined) return special[1]
  if (key.ctrl) return `ctrl-${input}`
  if (input === ' ') return 'space'
  if (input === '\x1b[H' || input === '[H') return 'home'
  return [...input].length === 1 ? input : undefined
}

const specials: readonly (readonly [Exclude<keyof Key, 'eventType'>, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['tab', 'tab'],
  // Ink calls the byte most keyboards send for backspace `delete`.
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
]
