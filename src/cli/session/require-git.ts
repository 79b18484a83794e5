import {ProblemError} from '../../domain/errors.ts'
import type {StepPreview} from '../../domain/question.ts'
import type {GitState} from '../../domain/survey.ts'
import {branchInTheWay} from '../../gates/git-branch.ts'
import {readGitPlace} from '../../gates/git-place.ts'
import {gitReady} from '../../gates/git-ready.ts'
import type {WantedBranch} from '../../steps/step-deps.ts'
import type {Environment} from '../environment.ts'
import type {RunOptions} from '../run-options.ts'
import {mixedChanges} from './commit-steps.ts'

type Asking = Pick<Environment, 'programs' | 'files'>

/** What --branch and --commit-steps need of git, before a session begins. Throws a ProblemError for what is missing. */
export async function requireGit(
  {programs, files}: Asking,
  root: string,
  {branch, commitSteps}: Pick<RunOptions, 'branch' | 'commitSteps'>,
): Promise<void> {
  if (branch === undefined && !commitSteps) return
  const place = await readGitPlace(programs, files, root)
  const problem =
    (branch === undefined ? undefined : await branchInTheWay(programs, root, place, branch)) ??
    (commitSteps ? await gitReady(programs, root, place, {makesBranch: branch !== undefined}) : undefined)
  if (problem !== undefined) throw new ProblemError(problem)
}

/** Throws a ProblemError where a step of the plan would write into a file with changes that aren't committed. */
export function requireApart(git: GitState | null, previews: readonly StepPreview[], left: ReadonlySet<string>): void {
  const writes = previews.filter(({stepId}) => !left.has(stepId)).flatMap(preview => preview.writes)
  const written = new Set(writes.map(({path}) => path))
  const mixed = git?.dirty.filter(path => written.has(path)) ?? []
  if (mixed.length > 0) throw new ProblemError(mixedChanges(mixed))
}

/** The branch that a session asked for, as its step looks at it. */
export function wantedBranch({programs, files}: Asking, root: string, name: string): WantedBranch {
  return {
    name,
    async look() {
      const place = await readGitPlace(programs, files, root)
      const inTheWay = await branchInTheWay(programs, root, place, name)
      const {branch: current, head} = place.kind === 'repository' ? place : {branch: null, head: null}
      return {current, head, ...(inTheWay === undefined ? {} : {inTheWay})}
    },
  }
}
