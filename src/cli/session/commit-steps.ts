import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {StepCommits} from '../../engine/step-commits.ts'
import {readGitPlace} from '../../gates/git-place.ts'
import {gitReady} from '../../gates/git-ready.ts'
import type {Session} from '../../journal/session.ts'
import {readGitState} from '../../scan/git-state.ts'
import type {Environment} from '../environment.ts'
import {commitFiles} from './commit-files.ts'

/** What makes a commit of each accepted step, in the repository of the tree. */
export function commitSteps(
  {programs, files}: Pick<Environment, 'programs' | 'files'>,
  {root}: Tree,
  {git, people = []}: Pick<Session, 'git' | 'people'>,
): StepCommits {
  const head = git?.head ?? ''
  const since = /^[0-9a-f]{40,64}$/.test(head) ? head : undefined
  return {
    async uncommitted(paths) {
      const dirty = new Set((await readGitState(programs, root))?.dirty)
      return paths.filter(path => dirty.has(path))
    },
    mixed: mixedChanges,
    async commit(wish) {
      const place = await readGitPlace(programs, files, root)
      const problem = await gitReady(programs, root, place, {makesBranch: false})
      return problem === undefined
        ? commitFiles({programs, root, since, coAuthors: people.slice(1)}, wish)
        : {kind: 'refused', problem}
    },
  }
}

/** Why nothing is written where a step's commit would take somebody's own changes along. */
export function mixedChanges(paths: readonly string[]): Problem {
  const [first] = paths
  return {
    code: 'commit-mixed',
    title: 'Your own changes would get into a step’s commit',
    detail: `Changed and not committed: ${paths.slice(0, 20).join(', ')}${paths.length > 20 ? ' and more' : ''}.`,
    nextSteps: [
      'Commit them: git commit --all',
      'Or put them aside: git stash push, and git stash pop when the upgrade is done',
      'Then look again; the first question of a new run offers both.',
    ],
    ...(first === undefined ? {} : {path: first}),
  }
}
