import type {Problem} from './problem.ts'

/** A program to run: an argv list, never a shell string. */
export type Command = {
  readonly argv: readonly [string, ...string[]]
  /** Absolute. */
  readonly cwd: string
  /** Added to (or, where undefined, taken from) the wizard's own environment. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** After this long it is cancelled, with all its children; never when absent. For long commands. */
  readonly limitMs?: number
}

/** How a long command ended. Its output is in the two log files, whole. */
export type CommandResult = {
  readonly outcome:
    | {readonly kind: 'exited'; readonly code: number}
    | {readonly kind: 'signalled'; readonly signal: string}
    | {readonly kind: 'not-found'; readonly program: string}
    | {readonly kind: 'cancelled'}
    | {readonly kind: 'timed-out'; readonly limitMs: number}
  readonly durationMs: number
  /** Why it failed, where the wizard knows better than the end of its output: a full disk, a kill. */
  readonly problem?: Problem
  /** How many programs the system ended for want of memory meanwhile, for a command that failed; undefined where it doesn't count. */
  readonly oomKills?: number
  /** Absolute paths of the files that hold stdout and stderr. */
  readonly out: string
  readonly err: string
}

/** How a short command ended, with its output in memory. */
export type Captured =
  | {readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string}
  | {readonly kind: 'not-found'; readonly program: string}
  | {readonly kind: 'failed'; readonly reason: string}

/**
 * The command line as a person would type it: first the variables that are set for it, then words; both quoted for a POSIX
 * shell where they hold anything unusual. What only says how cargo's output is to look is left out.
 */
export function commandLine({argv, env = {}}: CommandWords): string {
  const variables = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || name.startsWith('CARGO_TERM_') ? [] : [`${name}=${quoted(value)}`],
  )
  return [...variables, ...argv.map(quoted)].join(' ')
}

/** The words alone, and programs below the command's folder named from there: for telling what ran, not for typing it. */
export function shortCommandLine({argv, cwd}: {readonly argv: readonly string[]; readonly cwd: string}): string {
  const [program = '', ...args] = argv
  return commandLine({argv: [program.startsWith(`${cwd}/`) ? `.${program.slice(cwd.length)}` : program, ...args]})
}

/** Of a command, what is typed. */
export type CommandWords = {
  readonly argv: Command['argv']
  readonly cwd?: string
  readonly env?: Command['env'] | undefined
}

/** One word of a POSIX shell's command line. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
