import type {LogChunk, LogSource} from '../../src/domain/ports.ts'
import {type Book, createBook} from '../../src/output/book.ts'
import type {Output} from '../../src/output/read-lines.ts'
import {shownLines} from '../../src/output/shown-lines.ts'

export type Piece = {readonly source: LogSource; readonly bytes: Uint8Array}

/** What a program wrote, piece by piece, read from memory. */
export function written(pieces: readonly Piece[], {isClosed = true} = {}): Output & {readonly book: Book} {
  const book = createBook()
  const texts = {out: Buffer.alloc(0), err: Buffer.alloc(0)}
  for (const {source, bytes} of pieces) {
    const chunk: LogChunk = {source, start: texts[source].length, bytes: Buffer.from(bytes)}
    texts[source] = Buffer.concat([texts[source], bytes])
    book.add(chunk)
    // As a tailer does: what was reported is overwritten.
    chunk.bytes.fill(0)
  }
  if (isClosed) book.close()
  return {
    book,
    files: {out: 'out', err: 'err'},
    read: async (file, start, end) => texts[file === 'out' ? 'out' : 'err'].subarray(start, end),
  }
}

/** The same, read naively: every line when its end arrives, the rest at last. */
export function readAtOnce(pieces: readonly Piece[], keepsColors = false): string[] {
  const rests: Record<LogSource, Buffer> = {out: Buffer.alloc(0), err: Buffer.alloc(0)}
  const lines = pieces.flatMap(({source, bytes}) => {
    const parts = splitLines(Buffer.concat([rests[source], bytes]))
    rests[source] = parts.pop() ?? Buffer.alloc(0)
    return parts
  })
  const all = [...lines, ...[rests.err, rests.out].filter(({length}) => length > 0)]
  return all.flatMap(line => shownLines(line.toString('utf8'), keepsColors))
}

/** A piece of text on stderr. */
export function err(text: string): Piece {
  return {source: 'err', bytes: Buffer.from(text)}
}

function splitLines(bytes: Buffer): Buffer[] {
  const at = bytes.indexOf('\n')
  if (at === -1) return [bytes]
  const lines: Buffer[] = []
  let start = 0
  for (let end = at; end !== -1; end = bytes.indexOf('\n', start)) {
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return [...lines, bytes.subarray(start)]
}
