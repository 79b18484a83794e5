import {spawnSync} from 'node:child_process'

/**
 * Runs an editor on the terminal and waits for it, with everything else standing still: two that read the same keys would
 * each get half of them. Undefined when it ended well, else what went wrong in a few words.
 */
export function runEditor([program, ...args]: readonly [string, ...string[]], cwd: string): string | undefined {
  const {error, status, signal} = spawnSync(program, args, {cwd, stdio: 'inherit'})
  if (error !== undefined) return `${program} could not be started`
  if (signal !== null) return `${program} was ended by ${signal}`
  return status === 0 ? undefined : `${program} ended with ${status}`
}
