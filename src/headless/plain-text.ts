import {printable} from '../plan/text-layout.ts'

/**
 * A line of a program's output or of a file, as text alone: no colours, no other control sequence, what a carriage return
 * drew over is gone, tabs are spaces, and it has an end.
 */
export function plainText(line: string): string {
  const short = line.length > longestLine ? `${line.slice(0, longestLine)} …` : line
  const drawn = short
    .replace(sequence, '')
    .split('\r')
    .findLast(part => part.trim() !== '')
  return printable((drawn ?? '').replaceAll('\t', '    '))
}

/** Every line of a text; the empty end after its last line end is none. */
export function plainLines(text: string): readonly string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map(plainText)
}

const longestLine = 2000
const sequence = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]/g
