import type {LineInput} from '../domain/ports.ts'

type Options = {
  readonly stream: NodeJS.ReadableStream
  readonly isTerminal: boolean
  /** How long after a question it takes until a line can have been meant for it. */
  readonly settleMs?: number
}

/**
 * Standard input, line by line. A terminal is read all the time, and what nobody waits for is forgotten; a pipe is read only
 * while somebody waits, and keeps its lines.
 */
export function createLineInput({stream, isTerminal, settleMs = 300}: Options): LineInput {
  const lines = createLineBuffer()
  let hasEnded = false
  let waiting: ((line: string | undefined) => void) | undefined

  const serve = () => {
    const line = waiting === undefined ? undefined : lines.take(hasEnded)
    if (line !== undefined || hasEnded) {
      waiting?.(line)
      waiting = undefined
    }
    if (waiting !== undefined) return
    if (isTerminal) lines.clear()
    else stream.pause()
  }
  const end = () => {
    hasEnded = true
    serve()
  }
  const close = () => {
    lines.clear()
    stream.off('data', read).pause()
    end()
  }
  const read = (chunk: string) => {
    lines.add(chunk)
    if (lines.isTooLong()) close()
    else serve()
  }

  // A terminal that is gone says so with an error.
  stream.setEncoding('utf8').on('data', read).on('end', end).on('error', end)
  if (!isTerminal) stream.pause()
  return {
    settle: () => (isTerminal && !hasEnded ? new Promise(resolve => setTimeout(resolve, settleMs)) : Promise.resolve()),
    next: () =>
      new Promise(resolve => {
        waiting?.(undefined)
        waiting = resolve
        if (!hasEnded) stream.resume()
        serve()
      }),
    close,
  }
}

/** Lines that have come and the beginning of the next one. */
function createLineBuffer() {
  let whole: string[] = []
  let open = ''
  const take = (isLast: boolean): string | undefined => {
    const line = whole.shift()
    if (line !== undefined || !isLast || open === '') return line
    const last = open
    open = ''
    return last
  }
  return {
    take,
    add(chunk: string) {
      const parts = (open + chunk).split('\n')
      open = parts.pop() ?? ''
      for (const part of parts) whole.push(part.replace(/\r$/, ''))
    },
    clear() {
      whole = []
      open = ''
    },
    /** No answer is that long: an endless input without line ends must not fill the memory. */
    isTooLong: () => open.length > longestLine,
  }
}

const longestLine = 64 * 1024
