import {gitCommand} from '../domain/git-command.ts'
import type {MachineFiles, Programs} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {gitBusy} from './git-busy.ts'

/** Where git stands in a folder. */
export type GitPlace =
  /** There is no git, or the folder is in no repository of its. */
  | {readonly kind: 'none'; readonly hasGit: boolean}
  /** There is a repository, and git won't say anything about it. */
  | {readonly kind: 'refused'; readonly problem: Problem}
  | {
      readonly kind: 'repository'
      /** Absolute; of the linked worktree, where the folder is in one. */
      readonly gitFolder: string
      /** Null when no branch is checked out. */
      readonly branch: string | null
      /** Null when there is no commit yet. */
      readonly head: string | null
      /** A rebase, a merge or the like that was begun and not ended. */
      readonly busy?: Problem
    }

/** Asks git where it stands in a folder (absolute), and looks into its own folder for what is under way. Writes nothing. */
export async function readGitPlace(
  programs: Pick<Programs, 'capture'>,
  files: Pick<MachineFiles, 'list' | 'readText'>,
  root: string,
): Promise<GitPlace> {
  const ask = (...args: readonly string[]) => programs.capture(gitCommand(root, ...args))
  const asked = await ask('rev-parse', '--absolute-git-dir', '--show-toplevel')
  if (asked.kind === 'not-found') return {kind: 'none', hasGit: false}
  if (asked.kind === 'failed') return {kind: 'refused', problem: refuses(root, asked.reason)}
  if (asked.code !== 0) return whyNone(root, asked.stderr)
  const [gitFolder = ''] = asked.stdout.split('\n')
  const [branch, head, busy] = await Promise.all([
    ask('symbolic-ref', '--quiet', '--short', 'HEAD'),
    ask('rev-parse', '--quiet', '--verify', 'HEAD'),
    gitBusy(files, gitFolder),
  ])
  return {kind: 'repository', gitFolder, branch: wordOf(branch), head: wordOf(head), ...(busy && {busy})}
}

type Asked = Awaited<ReturnType<Programs['capture']>>

function wordOf(asked: Asked): string | null {
  const word = asked.kind === 'exited' && asked.code === 0 ? asked.stdout.trim() : ''
  return word === '' ? null : word
}

function whyNone(root: string, said: string): GitPlace {
  if (said.includes('dubious ownership')) return {kind: 'refused', problem: ofAnotherOwner(root)}
  const isNone = /not a git repository|cannot use bare repository|must be run in a work tree/.test(said)
  return isNone ? {kind: 'none', hasGit: true} : {kind: 'refused', problem: refuses(root, said.trim())}
}

function ofAnotherOwner(root: string): Problem {
  return {
    code: 'git-refuses',
    title: 'git refuses this repository: it belongs to another user',
    detail: `Nothing can be said of ${root} before git trusts it: neither what it tracks nor what you have changed.`,
    nextSteps: [
      `If you trust it: git config --global --add safe.directory ${root}`,
      'Or run the wizard as the user it belongs to.',
    ],
    path: root,
  }
}

function refuses(root: string, said: string): Problem {
  return {
    code: 'git-refuses',
    title: 'git does not answer about this repository',
    detail: said.slice(0, 2000),
    nextSteps: ['Run `git status` in this folder and mend what it reports, then run the wizard again.'],
    path: root,
  }
}
