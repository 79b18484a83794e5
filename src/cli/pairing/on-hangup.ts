import {isSystemError} from '../../system/system-error.ts'

/**
 * When the terminal is gone (its window closed, its connection lost) `goesOn` says whether the run does, without it; else the
 * process ends by that signal, as it would have. From then on what is written to the terminal is lost. Gives what ends the watching.
 */
export function onHangup(goesOn: () => boolean): () => void {
  let isGone = false
  let alive: NodeJS.Timeout | undefined
  const hungUp = () => {
    if (isGone) return
    isGone = true
    if (!goesOn()) {
      process.off('SIGHUP', hungUp)
      process.kill(process.pid, 'SIGHUP')
      return
    }
    // The terminal kept the program alive; what is still to be done mustn't be cut off.
    alive = setInterval(() => undefined, 60_000)
  }
  const lost = (error: Error) => {
    if (!isSystemError(error, 'EIO')) throw error
    hungUp()
  }
  process.on('SIGHUP', hungUp)
  process.stdin.on('error', lost)
  process.stdout.on('error', lost)
  return () => {
    clearInterval(alive)
    process.off('SIGHUP', hungUp)
    process.stdin.off('error', lost)
    process.stdout.off('error', lost)
  }
}
