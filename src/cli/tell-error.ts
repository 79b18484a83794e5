import {ProblemError} from '../domain/errors.ts'
import type {Problem} from '../domain/problem.ts'
import {describeProblem} from '../plan/describe-plan.ts'
import {isSystemError} from '../system/system-error.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'

type ErrorSide = Pick<Environment, 'err' | 'paint' | 'version'>

/** Says what went wrong and gives the exit code: a problem with its next steps, or a bug with the text for an issue. */
export function tellError(error: unknown, env: ErrorSide, isVerbose: boolean): ExitCode {
  const problem = error instanceof ProblemError ? error.problem : systemProblem(error)
  if (problem === undefined) return tellBug(error, env)
  for (const line of describeProblem(problem, env.paint.err)) env.err(line)
  if (isVerbose && error instanceof Error) env.err(error.stack ?? error.message)
  return exitCodeOf(error)
}

/** What the program's exit code says of what was thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ProblemError) return usageCodes.has(error.problem.code) ? exitCodes.usage : exitCodes.blocked
  return systemProblem(error) === undefined ? exitCodes.bug : exitCodes.stopped
}

/** The system's refusals that a person can do something about. The state file is safe: nothing is written behind it. */
function systemProblem(error: unknown): Problem | undefined {
  if (isSystemError(error, 'ENOSPC', 'EDQUOT')) {
    return {
      code: 'disk-full',
      title: 'The disk is full',
      detail: error.message,
      nextSteps: [
        'Free some space (`cargo clean` empties the build folder), then run the wizard again: it goes on from the last safe point.',
      ],
      ...(error.path === undefined ? {} : {path: error.path}),
    }
  }
  if (isSystemError(error, 'EACCES', 'EROFS', 'EPERM')) {
    return {
      code: 'not-writable',
      title: 'The system does not allow it',
      detail: error.message,
      nextSteps: ['Make the file or folder accessible to you, then run the wizard again.'],
    }
  }
  return undefined
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
  'wasmtime-unknown',
  'wasmtime-not-a-version',
  'rust-not-a-version',
])
