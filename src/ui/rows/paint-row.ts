import type {Row} from './row.ts'
import {theme} from './theme.ts'

/** A row as text for the terminal, without React and Ink: what they take to load is most of the wizard's start. */
export function paintRow(row: Row, hasColor: boolean): string {
  return row
    .map(({text, style}) => (hasColor && style !== undefined ? `\x1b[${parametersOf(style)}m${text}\x1b[0m` : text))
    .join('')
}

function parametersOf(style: keyof typeof theme): string {
  return Object.entries(theme[style])
    .map(([name, value]) => parameters[name === 'color' ? String(value) : name])
    .join(';')
}

const parameters: Readonly<Record<string, string>> = {
  bold: '1',
  dimColor: '2',
  inverse: '7',
  red: '31',
  green: '32',
  yellow: '33',
  blue: '34',
  cyan: '36',
}
