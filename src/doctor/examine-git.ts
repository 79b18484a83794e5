import {count} from '../domain/count.ts'
import type {MachineFiles, Programs} from '../domain/ports.ts'
import type {Survey} from '../domain/survey.ts'
import {readGitPlace} from '../gates/git-place.ts'
import {stateUntracked} from '../gates/state-untracked.ts'
import type {Item} from './examination.ts'
import {problemItem} from './problem-item.ts'

/** How the working copy stands before an upgrade. */
export async function examineGit(
  {programs, files}: {readonly programs: Programs; readonly files: MachineFiles},
  {root, git}: Survey,
): Promise<readonly Item[]> {
  const [tracked, place] = await Promise.all([stateUntracked(programs, root), readGitPlace(programs, files, root)])
  if (place.kind === 'refused') return [problemItem('repository', place.problem)]
  return [
    git === null ? withoutGit : branchItem(git),
    ...(place.kind === 'repository' && place.busy !== undefined ? [problemItem('under way', place.busy)] : []),
    ...(git === null ? [] : [dirtyItem(git.dirty)]),
    ...(tracked === undefined ? [] : [problemItem('session', tracked)]),
  ]
}

function branchItem({branch, head}: NonNullable<Survey['git']>): Item {
  if (branch !== null) return {name: 'branch', state: 'ok', have: branch, todo: []}
  const have = head === null ? 'no commit yet' : `none, at ${head.slice(0, 9)}`
  return {name: 'branch', state: 'warning', have, todo: ['git switch -c upgrade-wasmtime']}
}

function dirtyItem(dirty: readonly string[]): Item {
  if (dirty.length === 0) return {name: 'changes', state: 'ok', have: 'everything is committed', todo: []}
  return {
    name: 'changes',
    state: 'warning',
    have: `${count(dirty.length, 'file')} with uncommitted changes`,
    todo: ['Commit or stash them, so that the upgrade is a change of its own. They are kept in any case.'],
  }
}

const withoutGit: Item = {
  name: 'repository',
  state: 'warning',
  have: 'not under git',
  todo: ['git init && git add --all && git commit, to see the upgrade as a diff. Undo works without it.'],
}
