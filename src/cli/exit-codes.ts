/** What the program's exit code says; the same table stands in `--help`. */
export const exitCodes = {
  done: 0,
  stopped: 1,
  usage: 2,
  blocked: 3,
  undoFailed: 4,
  waiting: 10,
  bug: 70,
} as const
export type ExitCode = number

export const exitCodeHelp = `Exit codes:
  0      done: everything planned is accepted or was not needed
  1      stopped: a step failed and was not resolved
  2      usage or configuration error
  3      blocked before anything was written
  4      undo could not restore everything; the recipe is printed
  10     waiting for a decision
  70     a bug in the wizard
  128+n  ended by signal n; the state is safe`
