import type {Environment} from './environment.ts'
import type {ExitCode} from './exit-codes.ts'

type Signals = {
  /** The exit code that says which signal ended the run; undefined when none came. */
  received(): ExitCode | undefined
  stop(): void
}

/**
 * The first INT or TERM asks to quit, which ends the command that runs; the second leaves at once. An INT that `isUsed` says
 * it has used, for something smaller, counts as none.
 */
export function onSignals(quit: () => void, leave: Environment['leave'], isUsed = () => false): Signals {
  let code: ExitCode | undefined
  const listener = (signal: NodeJS.Signals, number: number) => {
    if (code === undefined && signal === 'SIGINT' && isUsed()) return
    if (code !== undefined) leave(128 + number)
    code = 128 + number
    quit()
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return {
    received: () => code,
    stop() {
      process.off('SIGINT', listener)
      process.off('SIGTERM', listener)
    },
  }
}
