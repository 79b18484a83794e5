/** A few lines of a text around a place, numbered and with the place marked below it, in the shape of a compiler's message. */
export function placeFrame(text: string, line: number, column: number | undefined): readonly string[] {
  const lines = text.split(/\r?\n/)
  const first = Math.max(1, line - linesAround)
  const last = Math.min(lines.length, line + linesAround)
  const width = String(last).length
  const frame: string[] = []
  for (let number = first; number <= last; number++) {
    const source = (lines[number - 1] ?? '').slice(0, longestLine)
    frame.push(`${String(number).padStart(width)} | ${source}`)
    if (number === line && column !== undefined) frame.push(`${' '.repeat(width)} | ${markBelow(source, column)}`)
  }
  return frame
}

/** `^` below the place, with the tabs before it kept so that it stands there however wide they are. */
function markBelow(source: string, column: number): string {
  const lead = source.slice(0, column - 1).replace(/[^\t]/g, ' ')
  const word = /^[\w:]+!?/.exec(source.slice(column - 1))?.[0] ?? ' '
  return lead + '^'.repeat(word.length)
}

const linesAround = 2
const longestLine = 400
