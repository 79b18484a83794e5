import type {Problem} from './problem.ts'

/** A program to run: an argv list, never a shell string. */
export type Command = {
  readonly argv: readonly [string, ...string[]]
  /** Absolute. */
  readonly cwd: string
  /** Added to (or, where undefined, taken from) the wizard's own environment. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** How a long command ended. Its output is in the two log files, whole. */
export type CommandResult = {
  readonly outcome:
    | {readonly kind: 'exited'; readonly code: number}
    | {readonly kind: 'signalled'; readonly signal: string}
    | {readonly kind: 'not-found'; readonly program: string}
    | {readonly kind: 'cancelled'}
  readonly durationMs: number
  /** Why it failed, where the wizard knows better than the end of its output: a full disk. */
  readonly problem?: Problem
  /** Absolute paths of the files that hold stdout and stderr. */
  readonly out: string
  readonly err: string
}

/** How a short command ended, with its output in memory. */
export type Captured =
  | {readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string}
  | {readonly kind: 'not-found'; readonly program: string}
  | {readonly kind: 'failed'; readonly reason: string}

/** The command line as a person would type it: words with anything unusual are quoted for a POSIX shell. */
export function commandLine(command: Command): string {
  return command.argv
    .map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}
