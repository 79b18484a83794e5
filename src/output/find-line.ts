import {blockOf, type Output, readBlock} from './read-lines.ts'

export type Direction = 'forward' | 'backward'

export type Search = {
  /** The first line that is looked at. */
  readonly from: number
  readonly direction: Direction
  /** Gets each line without colours. */
  readonly matches: (line: string) => boolean
  readonly signal: AbortSignal
}

export type Found = {
  readonly line: number
  /** It lies on the other side of the end, or of the beginning. */
  readonly isWrapped: boolean
}

/**
 * Looks through the files, block by block and round the end, until a line matches; undefined when none does or it was
 * cancelled. Each block is read with everything else going on in between, so that no frame waits for it.
 */
export async function findLine(output: Output, {from, direction, matches, signal}: Search): Promise<Found | undefined> {
  const {blocks} = output.book
  const count = blocks.length
  const isForward = direction === 'forward'
  const first = Math.min(blockOf(blocks, from), count - 1)
  // The first block is looked at twice: its far part at the start, its near part at the end.
  for (let step = 0; step <= count && count > 0 && !signal.aborted; step += 1) {
    const at = (((isForward ? first + step : first - step) % count) + count) % count
    const block = blocks[at]
    if (block === undefined) return undefined
    const lines = await readBlock(output, block, false)
    const isBeyond = (line: number) => (isForward ? line >= from : line <= from)
    const isWanted = (text: string, index: number) => {
      const line = block.firstLine + index
      if (step === 0 && !isBeyond(line)) return false
      return !(step === count && isBeyond(line)) && matches(text)
    }
    const index = isForward ? lines.findIndex(isWanted) : lines.findLastIndex(isWanted)
    const line = block.firstLine + index
    if (index !== -1) return {line, isWrapped: !isBeyond(line)}
  }
  return undefined
}
