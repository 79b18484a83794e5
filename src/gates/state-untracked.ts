import {gitCommand} from '../domain/git-command.ts'
import type {Programs} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'

/** A state file that came with a clone belongs to somebody else's session: refuse it, with the exact fix. Rules may be shared. */
export async function stateUntracked(programs: Programs, root: string): Promise<Problem | undefined> {
  const own = ['.upgrade-wizard', ':!.upgrade-wizard/rules']
  const asked = await programs.capture(gitCommand(root, 'ls-files', '-z', '--', ...own))
  if (asked.kind !== 'exited' || asked.code !== 0 || asked.stdout === '') return undefined
  return {
    code: 'state-tracked',
    title: 'The wizard’s own folder is tracked by git',
    detail: `git tracks ${asked.stdout.split('\0')[0]}. A session belongs to one working copy and is not to be shared.`,
    nextSteps: [
      "git rm -r --cached -- .upgrade-wizard ':!.upgrade-wizard/rules' && git commit, then run the wizard again.",
    ],
    path: '.upgrade-wizard',
  }
}
