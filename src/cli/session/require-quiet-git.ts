import {ProblemError} from '../../domain/errors.ts'
import type {Problem} from '../../domain/problem.ts'
import {type GitPlace, readGitPlace} from '../../gates/git-place.ts'
import type {Environment} from '../environment.ts'

/**
 * What git says of a folder (absolute), before a run. Throws a ProblemError where it refuses to speak, and while a rebase, a merge
 * or the like is under way there.
 */
export async function requireQuietGit(env: Pick<Environment, 'programs' | 'files'>, root: string): Promise<GitPlace> {
  const place = await readGitPlace(env.programs, env.files, root)
  const problem = inTheWay(place)
  if (problem !== undefined) throw new ProblemError(problem)
  return place
}

/** The same before an undo, which is not refused: what somebody wants back may be what is in their way. */
export async function warnOfBusyGit(env: Pick<Environment, 'programs' | 'files' | 'err'>, root: string): Promise<void> {
  const problem = inTheWay(await readGitPlace(env.programs, env.files, root))
  if (problem !== undefined) env.err(`! ${problem.title}`)
}

function inTheWay(place: GitPlace): Problem | undefined {
  if (place.kind === 'refused') return place.problem
  return place.kind === 'repository' ? place.busy : undefined
}
