import {spawnSync} from 'node:child_process'
import process from 'node:process'
import {isSystemError} from './system-error.ts'

type Argv = readonly [string, ...string[]]

/**
 * Runs an editor on the terminal and waits for it, with everything else standing still: two that read the same keys would
 * each get half of them. Undefined when it ended well, else what went wrong in a few words.
 */
export function runEditor(argv: Argv, cwd: string): string | undefined {
  return runFirst([argv], cwd)
}

/** The same with the first of these programs that is there. */
export function runFirst(candidates: readonly Argv[], cwd: string): string | undefined {
  return withoutInterrupts(() => firstThere(candidates, cwd))
}

function firstThere([argv, ...others]: readonly Argv[], cwd: string): string | undefined {
  if (argv === undefined) return 'No program to open it with'
  const [program, ...args] = argv
  const {error, status, signal} = spawnSync(program, args, {cwd, stdio: 'inherit'})
  if (isSystemError(error, 'ENOENT') && others.length > 0) return firstThere(others, cwd)
  if (error !== undefined) return `${program} could not be started`
  if (signal !== null) return `${program} was ended by ${signal}`
  return status === 0 ? undefined : `${program} ended with ${status}`
}

/** Ctrl-C is for the program that has the terminal: pagers leave it to the kernel, which tells the whole group. */
function withoutInterrupts<Answer>(use: () => Answer): Answer {
  const listeners = process.listeners('SIGINT')
  const ignore = () => {}
  process.removeAllListeners('SIGINT')
  process.on('SIGINT', ignore)
  try {
    return use()
  } finally {
    // What came in the meantime is heard in the next turns of the event loop.
    setTimeout(() => {
      for (const listener of listeners) process.on('SIGINT', listener)
      process.off('SIGINT', ignore)
    }, heardMs)
  }
}

const heardMs = 50
