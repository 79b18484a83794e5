import {gitCommand} from '../domain/git-command.ts'
import type {Programs} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {GitPlace} from './git-place.ts'

/**
 * Why no step can be committed where git stands like this; undefined when it can. `makesBranch`: a branch is made before
 * the first commit. Asks git who would be the author, as a commit would; nothing about that is ever set by the wizard.
 */
export async function gitReady(
  programs: Pick<Programs, 'capture'>,
  root: string,
  place: GitPlace,
  {makesBranch}: {readonly makesBranch: boolean},
): Promise<Problem | undefined> {
  if (place.kind === 'none') return withoutGit(place.hasGit)
  if (place.kind === 'refused') return place.problem
  if (place.busy !== undefined) return place.busy
  if (place.head === null) return withoutCommit
  if (place.branch === null && !makesBranch) return detached(place.head)
  for (const who of ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT']) {
    const asked = await programs.capture(gitCommand(root, 'var', who))
    if (asked.kind !== 'exited' || asked.code !== 0)
      return unnamed(asked.kind === 'exited' ? asked.stderr : 'git could not be asked')
  }
  return undefined
}

/** For what needs a repository of git's. */
export function withoutGit(hasGit: boolean): Problem {
  return {
    code: 'git-missing',
    title: hasGit ? 'There is no git repository here' : 'Cannot find git',
    detail: 'Branches and commits were asked for. Everything else, undo too, works without git.',
    nextSteps: [
      hasGit ? 'git init && git add --all && git commit, then run the wizard again.' : 'Install git.',
      'Or leave out --branch and --commit-steps.',
    ],
  }
}

const withoutCommit: Problem = {
  code: 'git-no-commit',
  title: 'There is no commit yet',
  detail:
    'The first commit of a step would be the first of the repository, and would have nothing but the step’s files.',
  nextSteps: ['git add --all && git commit, then run the wizard again.', 'Or leave out --commit-steps.'],
}

function detached(head: string): Problem {
  return {
    code: 'git-detached',
    title: `No branch is checked out: HEAD is at ${head.slice(0, 9)}`,
    detail: 'Commits made here would belong to no branch, and be hard to find again.',
    nextSteps: ['Add --branch NAME: the commits go onto a new branch.', 'Or check a branch out: git switch NAME'],
  }
}

function unnamed(said: string): Problem {
  const words = said.split('\n').filter(line => line.startsWith('fatal: '))
  return {
    code: 'git-identity',
    title: 'git doesn’t know who makes the commits',
    detail: words.join('\n') || said.trim().slice(0, 500),
    nextSteps: [
      'git config user.name "Your Name" && git config user.email you@example.com',
      'Then run the wizard again, or leave out --commit-steps.',
    ],
  }
}
