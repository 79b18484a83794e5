import type {LogFiles, LogTailer} from '../domain/ports.ts'
import {type Block, type Book, longestLineBytes} from './book.ts'
import {shownCount, shownLines, textLines} from './shown-lines.ts'

/** A command's output: where its lines are, and how to get at them. */
export type Output = {
  readonly book: Book
  readonly files: LogFiles
  readonly read: LogTailer['read']
}

/** The shown lines from number `from` (from 0), `count` of them or as many as there are; reads no more than the blocks they are in. */
export async function readLines(output: Output, from: number, count: number, keepsColors: boolean): Promise<string[]> {
  const {blocks} = output.book
  const lines: string[] = []
  for (let at = blockOf(blocks, from); at < blocks.length && lines.length < count; at += 1) {
    const block = blocks[at]
    if (block === undefined) break
    const first = from + lines.length - block.firstLine
    const end = Math.min(block.lines, first + count - lines.length)
    lines.push(...linesIn(await writtenLines(output, block), first, end, keepsColors))
  }
  return lines
}

/** The shown lines of one block. */
export async function readBlock(output: Output, block: Block, keepsColors: boolean): Promise<readonly string[]> {
  return linesIn(await writtenLines(output, block), 0, block.lines, keepsColors)
}

/** The shown lines from `first` to `end`, exactly as many, whatever happened to the file since; only those are cleaned. */
function linesIn(written: readonly string[], first: number, end: number, keepsColors: boolean): readonly string[] {
  const lines: string[] = []
  let at = 0
  for (const line of written) {
    const next = at + shownCount(line)
    if (next > first && at < end) lines.push(...shownLines(line, keepsColors).slice(Math.max(0, first - at), end - at))
    at = next
  }
  return [...lines, ...Array.from({length: Math.max(0, end - first - lines.length)}, () => '')]
}

/** The file that holds a shown line, and the line's number in it, from 1; undefined when there is no such line. */
export async function placeOf(output: Output, line: number): Promise<{file: string; line: number} | undefined> {
  const block = output.book.blocks[blockOf(output.book.blocks, line)]
  if (block === undefined) return undefined
  let left = line - block.firstLine
  const written = await writtenLines(output, block)
  const at = written.findIndex(text => {
    left -= shownCount(text)
    return left < 0
  })
  return {file: output.files[block.source], line: block.firstWritten + Math.max(0, at) + 1}
}

/** Index of the block that holds the line; the number of blocks when none does. */
export function blockOf(blocks: readonly Block[], line: number): number {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >> 1
    const block = blocks[middle]
    if (block !== undefined && block.firstLine + block.lines <= line) low = middle + 1
    else high = middle
  }
  return low
}

/** A line that is too long to be read is its beginning, or its end when that overwrote the rest. */
async function writtenLines({files, read}: Output, {source, start, end}: Block): Promise<readonly string[]> {
  const file = files[source]
  if (end - start <= 2 * longestLineBytes) return textLines(await read(file, start, end))
  const last = textLines(await read(file, end - edgeBytes, end))
  return last[0]?.includes('\r') === true ? last : textLines(await read(file, start, start + edgeBytes))
}

const edgeBytes = 64 * 1024
