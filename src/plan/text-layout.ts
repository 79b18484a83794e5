import {columnWidth} from '../domain/column-width.ts'

/**
 * Text from a repository made harmless for a terminal: control characters, and those that turn the direction of text, are
 * shown as `�`; what takes no room, and could hide in a name, is left out.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '�')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
}

/** The same for a text of many lines, whose ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(/[^\n\t]+/g, printable)
}

/**
 * Lines of at most `width` cells; every line but the first starts with `indent` spaces. Words too long are broken. What
 * the text is indented by stays: a compiler's markers must stand under what they mark.
 */
export function wrap(text: string, width: number, indent = 0): readonly string[] {
  const lead = Math.min(Math.max(0, text.search(/[^ ]/)), Math.floor(width / 2))
  const words = text.trimStart().split(' ')
  const lines: string[] = []
  let line = ''
  for (const word of words.flatMap(part => pieces(part, width - Math.max(lead, indent)))) {
    const longer = line === '' ? word : `${line} ${word}`
    const room = width - (lines.length === 0 ? lead : indent)
    if (line !== '' && cellsOf(longer) > room) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].map((text, index) => ' '.repeat(index === 0 ? lead : indent) + text)
}

/** `label   text`, the text wrapped beside the label. Paint the label only: paint takes no room. */
export function entry(label: string, text: string, paintLabel: (text: string) => string = same): readonly string[] {
  const [first = '', ...rest] = wrap(text, lineWidth - labelWidth)
  const indent = ' '.repeat(labelWidth)
  return [`  ${paintLabel(padEnd(label, labelWidth - 2))}${first}`, ...rest.map(line => indent + line)]
}

/** Columns padded to their widest cell; `right` names the columns that hold numbers. */
export function table(rows: readonly (readonly string[])[], right: ReadonlySet<number> = new Set()): readonly string[] {
  const columns = Math.max(0, ...rows.map(row => row.length))
  const widths = Array.from({length: columns}, (_, column) => Math.max(...rows.map(row => cellsOf(row[column] ?? ''))))
  return rows.map(row =>
    row
      .map((cell, column) => (right.has(column) ? padStart(cell, widths[column]) : padEnd(cell, widths[column])))
      .join('  ')
      .trimEnd(),
  )
}

/** The first few of a list, and how many more there are. */
export function listed(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most).join(', ')
  return items.length > most ? `${shown} and ${items.length - most} more` : shown
}

/** `1.5 GiB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

export const lineWidth = 80
const labelWidth = 14

function pieces(word: string, width: number): readonly string[] {
  if (cellsOf(word) <= width) return [word]
  const parts = ['']
  for (const character of word) {
    const last = parts.at(-1) ?? ''
    if (cellsOf(last + character) > width) parts.push(character)
    else parts[parts.length - 1] = last + character
  }
  return parts
}

function padEnd(text: string, width = 0): string {
  return text + ' '.repeat(Math.max(0, width - cellsOf(text)))
}

function padStart(text: string, width = 0): string {
  return ' '.repeat(Math.max(0, width - cellsOf(text))) + text
}

function same(text: string): string {
  return text
}

/** Cells of a text. Measuring by Unicode's rules takes a while to get ready, and few texts need it. */
export function cellsOf(text: string): number {
  return oneCellEach.test(text) ? text.length : columnWidth(text)
}

const oneCellEach = /^[ -~·–’“”…→│├└─]*$/
