import type {LogChunk, LogSource} from '../domain/ports.ts'
import {countLines, type LineCount, longestMessage} from './shown-lines.ts'

/** A stretch of one of the two files that holds whole lines. */
export type Block = {
  readonly source: LogSource
  /** Bytes of the file, the end excluded. */
  readonly start: number
  readonly end: number
  /** Number of its first shown line, from 0, over both files in the order in which they grew. */
  readonly firstLine: number
  /** How many it is shown as. */
  readonly lines: number
  /** Number of its first written line in its own file, from 0. */
  readonly firstWritten: number
}

/** Where each line of a command's output is. The lines themselves stay in the files; a hundred megabytes take some 3000 blocks. */
export type Book = {
  /** The next bytes of one file; they are only looked at. */
  add(chunk: LogChunk): void
  /** Nothing more comes: a last line that lacks its end is one all the same. */
  close(): void
  /** In the order of their lines; none of them is empty. */
  readonly blocks: readonly Block[]
  /** Shown lines in all. */
  total(): number
}

/** A book of nothing yet. */
export function createBook(): Book {
  const blocks: Block[] = []
  const open = {out: openAt(0), err: openAt(0)}
  const written = {out: 0, err: 0}
  let total = 0

  const push = (source: LogSource, start: number, end: number, count: LineCount) => {
    const last = blocks.at(-1)
    const block = {source, start, end, firstLine: total, lines: count.shown, firstWritten: written[source]}
    written[source] += count.written
    total += count.shown
    if (last !== undefined && isContinued(last, block)) {
      blocks[blocks.length - 1] = {...last, end, lines: last.lines + count.shown}
    } else if (count.shown > 0) blocks.push(block)
  }
  const pushWhole = ({source, start, bytes}: LogChunk, from: number, end: number) => {
    for (let at = from; at < end; ) {
      const next = at + blockBytes >= end ? end : bytes.indexOf(newline, at + blockBytes - 1) + 1
      push(source, start + at, start + next, countLines(bytes.subarray(at, next)))
      at = next
    }
  }

  return {
    blocks,
    total: () => total,
    add(chunk) {
      const {source, start, bytes} = chunk
      const firstEnd = bytes.indexOf(newline) + 1
      if (firstEnd === 0) {
        lengthen(open[source], bytes)
        return
      }
      const torn = open[source]
      const from = torn.sizeBytes > 0 ? firstEnd : 0
      lengthen(torn, bytes.subarray(0, from))
      if (from > 0) push(source, torn.start, start + from, countOpen(torn))
      const end = bytes.lastIndexOf(newline) + 1
      pushWhole(chunk, from, end)
      open[source] = openAt(start + end)
      lengthen(open[source], bytes.subarray(end))
    },
    close() {
      for (const source of ['err', 'out'] as const) {
        const last = open[source]
        if (last.sizeBytes > 0) push(source, last.start, last.start + last.sizeBytes, countOpen(last))
        open[source] = openAt(last.start + last.sizeBytes)
      }
    },
  }
}

/** A line without its end; of one that is too long to be taken apart only the size is known. */
type OpenLine = {readonly start: number; sizeBytes: number; parts: Uint8Array[]}

function openAt(start: number): OpenLine {
  return {start, sizeBytes: 0, parts: []}
}

function lengthen(line: OpenLine, bytes: Uint8Array): void {
  if (bytes.length === 0) return
  line.sizeBytes += bytes.length
  if (line.sizeBytes > longestLineBytes) line.parts = []
  else line.parts.push(new Uint8Array(bytes))
}

function countOpen({sizeBytes, parts}: OpenLine): LineCount {
  return sizeBytes > longestLineBytes ? {written: 1, shown: 1} : countLines(Buffer.concat(parts))
}

function isContinued(last: Block, {source, start, end}: Block): boolean {
  return last.source === source && last.end === start && end - last.start <= blockBytes
}

const blockBytes = 32 * 1024
/** A UTF-16 unit takes three bytes at most, so what is longer than this is longer than any message, too. */
export const longestLineBytes = 4 * longestMessage
const newline = 0x0a
