import type {Command} from '../../domain/command.ts'
import {ProblemError} from '../../domain/errors.ts'
import {gitCommandWithHooks} from '../../domain/git-command.ts'
import type {Environment} from '../environment.ts'

/** Commits what is tracked and changed; hooks run, the author is git's own. Throws a ProblemError when git refuses. */
export async function commitAll(env: Environment, root: string): Promise<void> {
  await git(env, gitCommandWithHooks(root, 'commit', '--all', '--message', 'Save work before the upgrade'))
}

/** Stashes what is tracked and changed. Throws a ProblemError when git refuses. */
export async function stashAll(env: Environment, root: string): Promise<void> {
  await git(env, gitCommandWithHooks(root, 'stash', 'push', '--message', 'Work before the upgrade'))
}

async function git({programs}: Environment, command: Command): Promise<void> {
  const done = await programs.capture(command, 600_000)
  if (done.kind === 'exited' && done.code === 0) return
  const why = done.kind === 'exited' ? `${done.stderr}${done.stdout}`.trim() : `git could not be run`
  throw new ProblemError({
    code: 'git-refused',
    title: `Cannot run git ${command.argv.includes('stash') ? 'stash' : 'commit'}`,
    detail: why,
    nextSteps: ['Save your changes by hand, then run the wizard again.'],
  })
}
