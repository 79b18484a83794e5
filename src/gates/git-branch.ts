import {gitCommand} from '../domain/git-command.ts'
import type {Programs} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {GitPlace} from './git-place.ts'
import {withoutGit} from './git-ready.ts'

/**
 * Why a branch of this name can't be made where git stands like this; undefined when it can, and when it is the current one.
 * Git itself says what a name may be.
 */
export async function branchInTheWay(
  programs: Pick<Programs, 'capture'>,
  root: string,
  place: GitPlace,
  name: string,
): Promise<Problem | undefined> {
  if (place.kind === 'none') return withoutGit(place.hasGit)
  if (place.kind === 'refused') return place.problem
  if (place.branch === name) return undefined
  if (place.busy !== undefined) return place.busy
  const holds = async (...args: readonly string[]) => {
    const asked = await programs.capture(gitCommand(root, ...args))
    return asked.kind === 'exited' && asked.code === 0
  }
  // `--branch` would take `@{-1}` for the branch before, which is no name for a new one.
  if (name.startsWith('-') || !(await holds('check-ref-format', `refs/heads/${name}`))) return notAName(name)
  if (!(await holds('check-ref-format', '--branch', name))) return notAName(name)
  return (await holds('show-ref', '--verify', '--quiet', `refs/heads/${name}`)) ? isThere(name) : undefined
}

function notAName(name: string): Problem {
  return {
    code: 'branch-not-a-name',
    title: `git takes no branch by the name ${JSON.stringify(name)}`,
    detail: 'A name has no spaces, none of ~ ^ : ? * [ \\ .. @{, and starts with neither a dash nor a dot.',
    nextSteps: ['Choose another with --branch NAME, such as upgrade-wasmtime.'],
  }
}

function isThere(name: string): Problem {
  return {
    code: 'branch-exists',
    title: `There is a branch called ${name} already`,
    detail: 'The wizard makes a new one and never takes over one that is there.',
    nextSteps: [
      'Choose another name with --branch NAME.',
      `Or go to it first, and leave --branch out: git switch ${name}`,
    ],
  }
}
