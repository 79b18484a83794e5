import type {Action, Binding} from './binding.ts'

/** What a key is about: the headings of the help and of the README's table, in this order. */
export const keyGroups = [
  'Choices',
  'The plan',
  'Moving',
  'Views',
  'Output',
  'Typing',
  'Pairing',
  'Everywhere',
] as const
export type KeyGroup = (typeof keyGroups)[number]

/** The heading that a key stands under. Leaving is the same everywhere, also where a question offers it. */
export function groupOf({keys, action}: Binding): KeyGroup {
  return leaving.has(keys[0]) ? 'Everywhere' : groups[action.kind]
}

const leaving: ReadonlySet<string> = new Set(['q', '?', 'esc', 'ctrl-c'])

const groups: Readonly<Record<Action['kind'], KeyGroup>> = {
  answer: 'Choices',
  'open-input': 'Choices',
  edit: 'Choices',
  tick: 'The plan',
  highlight: 'Moving',
  scroll: 'Moving',
  'open-tab': 'Views',
  'open-search': 'Output',
  'find-again': 'Output',
  'find-error': 'Output',
  wrap: 'Output',
  sideways: 'Output',
  copy: 'Output',
  'open-log': 'Output',
  'submit-input': 'Typing',
  'edit-input': 'Typing',
  'ask-wheel': 'Pairing',
  wheel: 'Pairing',
  'open-say': 'Pairing',
  close: 'Everywhere',
  help: 'Everywhere',
  'ask-quit': 'Everywhere',
  quit: 'Everywhere',
  interrupt: 'Everywhere',
  suspend: 'Everywhere',
  repaint: 'Everywhere',
}
