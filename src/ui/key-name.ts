import type {Key} from 'ink'

/**
 * The name a key has in the tables of `keys/`; undefined for text that arrived in one piece (a paste). A key that arrived
 * several times in one piece counts once: two people pressed it at the same moment, or it was held while the line was slow.
 * A letter or Enter right behind Esc counts as Esc alone: tmux holds Esc back for half a second, and nobody meant to answer
 * by it.
 */
export function keyName(input: string, key: Key): string | undefined {
  const special = specials.find(([flag]) => key[flag])?.[1]
  if (key.meta && (special === undefined || special === 'enter')) return 'esc'
  if (special !== undefined) return special
  if (key.ctrl) return `ctrl-${input}`
  if (input === '\x1b[H' || input === '[H') return 'home'
  const [first, ...more] = input
  return first === undefined || more.some(one => one !== first) ? undefined : nameOfCharacter(first)
}

function nameOfCharacter(character: string): string {
  const code = character.charCodeAt(0)
  return named[character] ?? (code < 32 ? `ctrl-${String.fromCharCode(code + 96)}` : character)
}

const named: Readonly<Record<string, string>> = {' ': 'space', '\r': 'enter', '\t': 'tab', '\x7f': 'backspace'}

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
