import {ProblemError} from '../domain/errors.ts'
import {problemOf} from '../domain/system-problem.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'

type ErrorSide = Pick<Environment, 'err' | 'paint' | 'version'>

/** Says what went wrong and gives the exit code: a problem with its next steps, or a bug with the text for an issue. */
export function tellError(error: unknown, env: ErrorSide, isVerbose: boolean): ExitCode {
  const problem = problemOf(error)
  if (problem === undefined) return tellBug(error, env)
  for (const line of describeProblem(problem, env.paint.err)) env.err(line)
  if (isVerbose && error instanceof Error) env.err(error.stack ?? error.message)
  return exitCodeOf(error)
}

/**
 * What the program's exit code says of what was thrown. A refusal of the system may come at any moment: it says nothing of
 * what was written before. The state file is safe: nothing is written behind it.
 */
export function exitCodeOf(error: unknown): ExitCode {
  const problem = problemOf(error)
  if (problem === undefined) return exitCodes.bug
  if (!(error instanceof ProblemError) || stoppedCodes.has(problem.code)) return exitCodes.stopped
  return usageCodes.has(problem.code) ? exitCodes.usage : exitCodes.blocked
}

function tellBug(error: unknown, {err, version}: ErrorSide): ExitCode {
  err('This is a bug in upgrade-wizard. Your files are safe: upgrade-wizard undo --all puts them back.')
  err('To go on from the last safe point: upgrade-wizard run')
  err('An issue with the following text helps to mend it:')
  err('')
  err(`upgrade-wizard ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`)
  err(error instanceof Error ? (error.stack ?? error.message) : String(error))
  if (error instanceof Error && error.cause !== undefined) err(`Cause: ${String(error.cause)}`)
  return exitCodes.bug
}

const usageCodes = new Set([
  'no-such-step',
  'no-steps-left',
  'no-such-case',
  'branch-not-a-name',
  'bisect-no-such-major',
  'bisect-contradiction',
  'wasmtime-unknown',
  'wasmtime-not-a-version',
  'rust-not-a-version',
  'nothing-to-merge',
  'parts-apart',
  'not-to-be-sent',
  'token-missing',
])

/** Found at any moment of a run. */
const stoppedCodes = new Set(['behind-link', 'not-a-file', 'link-leads-out', 'state-changed'])
