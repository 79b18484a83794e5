import type {TimedEvent} from '../journal/fold.ts'

/** Says every half minute that a command still runs, so that nobody takes a long build for a hang. */
export function startHeartbeat(write: (line: string) => void, nowMs: () => number): {hear(event: TimedEvent): void} {
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    hear({event}) {
      if (event.type !== 'command-started' && event.type !== 'command-ended') return
      clearInterval(timer)
      if (event.type === 'command-ended') return
      const began = nowMs()
      timer = setInterval(
        () => write(`… still running after ${Math.round((nowMs() - began) / 1000)} s; output: ${event.err}`),
        intervalMs,
      )
    },
  }
}

const intervalMs = 30_000
