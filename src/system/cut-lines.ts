/** The whole lines of a piece, and what is wrong with the line after them, if something is. */
export type CutLines = {readonly lines: readonly string[]; readonly broken?: string}

/**
 * Cuts bytes into lines, however they are broken into pieces. A line is UTF-8 without a NUL and has at most so many bytes,
 * its end not counted; what is longer is never kept. After a broken line no piece is to come any more.
 */
export function createLineCutter(mostBytes: number): (piece: Buffer) => CutLines {
  let begun: Buffer[] = []
  let begunBytes = 0
  return piece => {
    const lines: string[] = []
    let start = 0
    for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, start)) {
      if (begunBytes + end - start > mostBytes) return {lines, broken: tooLong}
      const line = textOf(Buffer.concat([...begun, piece.subarray(start, end)]))
      if (line === undefined) return {lines, broken: notText}
      lines.push(line)
      begun = []
      begunBytes = 0
      start = end + 1
    }
    begunBytes += piece.length - start
    if (begunBytes > mostBytes) return {lines, broken: tooLong}
    if (start < piece.length) begun.push(piece.subarray(start))
    return {lines}
  }
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

const newline = 10
const tooLong = 'a line was too long'
const notText = 'a line was no text'
const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})
