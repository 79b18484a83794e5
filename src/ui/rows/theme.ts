import type {TextProps} from 'ink'
import type {ChecklistMark} from '../../domain/checklist.ts'
import type {StepStatus} from '../../journal/session.ts'

/** The 16 colours of the user's own palette, bold, dim: readable on light and on dark alike. */
export const theme = {
  strong: {bold: true},
  dim: {dimColor: true},
  good: {color: 'green'},
  bad: {color: 'red'},
  warn: {color: 'yellow'},
  accent: {color: 'cyan'},
  key: {color: 'cyan', bold: true},
  marked: {bold: true, color: 'cyan'},
  heading: {bold: true, color: 'blue'},
  added: {color: 'green'},
  removed: {color: 'red'},
  cursor: {inverse: true},
  hit: {inverse: true},
} as const satisfies Record<string, Partial<TextProps>>

export type StyleName = keyof typeof theme

export type Look = {readonly glyph: string; readonly word: string; readonly style: StyleName}

/** Every status has a glyph and a word: colour only repeats what they say. */
export const statusLook: Readonly<Record<StepStatus['status'], Look>> = {
  waiting: {glyph: '·', word: 'waiting', style: 'dim'},
  running: {glyph: '●', word: 'running', style: 'accent'},
  verified: {glyph: '◆', word: 'verified', style: 'good'},
  accepted: {glyph: '✓', word: 'accepted', style: 'good'},
  failed: {glyph: '✗', word: 'failed', style: 'bad'},
  blocked: {glyph: '■', word: 'blocked', style: 'warn'},
  skipped: {glyph: '»', word: 'skipped', style: 'dim'},
  'not-needed': {glyph: '–', word: 'not needed', style: 'dim'},
  undone: {glyph: '↺', word: 'undone', style: 'warn'},
}

/** The same for what was said about an item of a checklist. */
export const markLook: Readonly<Record<ChecklistMark | 'compiles', Look>> = {
  open: {glyph: '·', word: 'open', style: 'warn'},
  done: {glyph: '✓', word: 'done', style: 'good'},
  'not-applicable': {glyph: '–', word: 'not applicable', style: 'dim'},
  compiles: {glyph: '◆', word: 'compiles', style: 'dim'},
}

/** What nobody marked and the compiler found right needs no look. */
export function itemLook({
  mark,
  compiles,
}: {
  readonly mark: ChecklistMark
  readonly compiles?: boolean | undefined
}): Look {
  return markLook[mark === 'open' && compiles === true ? 'compiles' : mark]
}

/** The same screen in ASCII: one character for one, so that nothing moves. */
export function toAscii(text: string): string {
  return text.replace(/[^\x00-\x7f]/g, character => asciiGlyphs[character] ?? character)
}

const asciiGlyphs: Readonly<Record<string, string>> = {
  '·': '-',
  '●': '*',
  '◆': '?',
  '✓': '+',
  '✗': 'x',
  '■': '!',
  '»': '>',
  '‹': '<',
  '–': '-',
  '↺': '<',
  '─': '-',
  '│': '|',
  '┆': ':',
  '≈': '~',
  '├': '|',
  '└': '`',
  '…': '~',
  '▸': '>',
  '█': '#',
  '░': '.',
  '→': '>',
  '↑': '^',
  '↓': 'v',
  '•': '*',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '⋮': ':',
  '▁': '_',
  '▂': '.',
  '▃': '-',
  '▅': '=',
  '▇': '#',
}
