import {isNarrow} from '../domain/column-width.ts'

/** A row of the screen by columns: what stands in each and the colours (SGR parameters, such as `1;36`) it has. */
export type RowCells = {readonly text: string; readonly styles: readonly string[]}

/**
 * The columns of a row that holds text and colours; blanks at its end are left out. Undefined where a character may not
 * take exactly one column: what stands behind it can't be addressed with certainty.
 */
export function rowCells(row: string): RowCells | undefined {
  const styles: string[] = []
  const state = new Map<string, string>()
  let text = ''
  let style = ''
  for (const part of row.split(colorBefore)) {
    const color = part.startsWith('\x1b') ? colorAtStart.exec(part) : undefined
    if (color === null) return undefined
    if (color !== undefined) style = changed(state, color[1] ?? '')
    const plain = color === undefined ? part : part.slice(color[0].length)
    if (!isNarrow(plain)) return undefined
    text += plain
    for (let at = 0; at < plain.length; at++) styles.push(style)
  }
  return trimmed(text, styles)
}

function trimmed(text: string, styles: readonly string[]): RowCells {
  let end = text.length
  while (end > 0 && text[end - 1] === ' ' && styles[end - 1] === '') end -= 1
  return {text: text.slice(0, end), styles: styles.slice(0, end)}
}

/** The state after one SGR sequence, as the parameters that bring it about. */
function changed(state: Map<string, string>, parameters: string): string {
  const codes = parameters.split(';')
  while (codes.length > 0) {
    const code = Number(codes.shift() ?? 0)
    if (code === 0) state.clear()
    else if (code === 38 || code === 48) {
      const wide = codes.splice(0, codes[0] === '2' ? 4 : 2)
      state.set(code === 38 ? '30' : '40', [code, ...wide].join(';'))
    } else apply(state, code)
  }
  return [...state.values()].join(';')
}

function apply(state: Map<string, string>, code: number): void {
  const ended = endedBy[code]
  if (ended !== undefined) for (const group of ended) state.delete(group)
  else state.set(groupOf(code), String(code))
}

/** Codes of one group take each other's place: a text has one colour, but may be bold and dim. */
function groupOf(code: number): string {
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return '30'
  if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) return '40'
  return String(code)
}

const endedBy: Readonly<Record<number, readonly string[]>> = {
  22: ['1', '2'],
  23: ['3'],
  24: ['4', '21'],
  25: ['5', '6'],
  27: ['7'],
  28: ['8'],
  29: ['9'],
  39: ['30'],
  49: ['40'],
}
const colorBefore = /(?=\x1b)/
const colorAtStart = /^\x1b\[([0-9;]*)m/
