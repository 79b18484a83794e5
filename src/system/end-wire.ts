import type {Socket} from 'node:net'

/** The end of a conversation over a socket: it comes once, from either side. */
export type End = {
  readonly isOpen: () => boolean
  /** The other side broke a rule: over at once. */
  readonly now: (why: string, lastLine?: string) => void
  /** Over when everything that was sent is on its way. */
  readonly leave: () => void
  readonly onOver: (run: (why?: string) => void) => void
}

/** Errors of the socket are an end like any other. */
export function createEnd(socket: Socket): End {
  let state: 'open' | 'leaving' | 'over' = 'open'
  let reason: string | undefined
  const waiting: ((why?: string) => void)[] = []
  const over = (why?: string) => {
    if (state === 'over') return
    state = 'over'
    reason = why
    for (const run of waiting) run(why)
  }
  // The close that follows an error is all there is to know of it.
  socket.on('error', () => undefined)
  // Whoever doesn't speak any more is gone; Node would wait until they had read everything.
  socket.once('end', () => socket.destroy())
  socket.once('close', () => over())
  return {
    isOpen: () => state === 'open',
    now(why, lastLine) {
      if (state !== 'open') return
      endGently(socket, lastLine)
      over(why)
    },
    leave() {
      if (state !== 'open') return
      state = 'leaving'
      endGently(socket)
    },
    onOver(run) {
      if (state === 'over') run(reason)
      else waiting.push(run)
    },
  }
}

/**
 * Ends our half and reads on for a while, or the system would throw away with the socket what the other side has yet to read.
 * Whoever doesn't leave then is cut off.
 */
export function endGently(socket: Socket, lastLine?: string): void {
  if (lastLine !== undefined && socket.writable) socket.write(Buffer.from(`${lastLine}\n`))
  socket.end()
  socket.resume()
  const cut = setTimeout(() => socket.destroy(), lingerMs).unref()
  socket.once('close', () => clearTimeout(cut))
}

const lingerMs = 1000
