import type {Look} from '../look.ts'
import type {Row} from './row.ts'
import {theme, toAscii} from './theme.ts'

/** A row as text for the terminal. Ink would make an element and read the colours again for every span of every frame. */
export function paintRow(row: Row, {hasColor, isAscii}: Look): string {
  const painted = row
    .map(({text, style}) =>
      hasColor && style !== undefined && text !== '' ? `\x1b[${parametersOf[style]}m${text}\x1b[0m` : text,
    )
    .join('')
  return isAscii ? toAscii(painted) : painted
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

const parametersOf = Object.fromEntries(
  Object.entries(theme).map(([style, looks]) => [
    style,
    Object.entries(looks)
      .map(([name, value]) => parameters[name === 'color' ? String(value) : name])
      .join(';'),
  ]),
)
