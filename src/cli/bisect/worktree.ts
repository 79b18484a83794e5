import {lstat, mkdir, realpath, rm} from 'node:fs/promises'
import path from 'node:path'
import type {Captured} from '../../domain/command.ts'
import {ProblemError} from '../../domain/errors.ts'
import {gitCommand} from '../../domain/git-command.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import {readJournal} from '../../journal/journal.ts'
import {withoutBroughtFilters} from '../../scan/brought-filters.ts'
import {openAppendFile} from '../../system/append-file.ts'
import {codec} from '../../system/codec.ts'
import {copyFile} from '../../system/copy-file.ts'
import {isSystemError} from '../../system/system-error.ts'
import {openTree} from '../../system/tree.ts'
import type {Environment} from '../environment.ts'
import {askGit, type Git, names} from '../session/ask-git.ts'
import {sessionFiles} from '../session/session-files.ts'

/** Where tries are carried out. Absolute paths. */
export function bisectFolders(root: string) {
  const {bisect: folder} = sessionFiles(root)
  return {
    folder,
    /** The worktree. Always the same, so that what is built of the workspace itself replaces what was there. */
    tree: path.join(folder, 'tree'),
    /** What all tries build into: crates of one version are compiled once. */
    build: path.join(folder, 'target'),
    /** What tries are to remember outside of their worktree. */
    memory: path.join(folder, 'memory'),
  }
}

/**
 * Checks a commit out into a worktree of its own; no branch is made, and neither hooks nor filters of the repository's own run.
 * Gives the folder in it that stands for the repository's root, which may lie below git's. Throws a ProblemError when git can't.
 */
export async function checkOut(env: Environment, root: string, head: string): Promise<Tree> {
  const {folder, tree, build, memory} = bisectFolders(root)
  for (const one of [folder, build, memory]) await makePlainFolder(one)
  const quiet = (await withoutBroughtFilters(env.programs, root)) ?? []
  const command = gitCommand(root, ...quiet, 'worktree', 'add', '--quiet', '--detach', tree, head)
  const added = await env.programs.capture(command, checkOutLimitMs)
  if (added.kind !== 'exited' || added.code !== 0) throw new ProblemError(notCheckedOut(added))
  return openTree(await rootInTree(env, root), {copy: copyFile})
}

/** Git's worktree is of the whole repository, of which the root may be a folder. */
async function rootInTree(env: Environment, root: string): Promise<string> {
  const prefix = await askGit(env.programs, root)('rev-parse', '--show-prefix')
  return path.join(bisectFolders(root).tree, prefix.replace(/\n$/, ''))
}

/**
 * Removes the worktree, whatever of it is there, and git's note of it; other worktrees aren't touched, not even those that are
 * gone. What a killed wizard's try still runs is ended first.
 */
export async function removeWorktree(env: Environment, root: string): Promise<void> {
  const {tree} = bisectFolders(root)
  // Git notes real paths, and there are no links below the root.
  const {tree: at} = bisectFolders(await realpath(root))
  const git = askGit(env.programs, root)
  const isNoted = names(await noted(git)).includes(`worktree ${at}`)
  await rm(tree, {recursive: true, force: true, maxRetries: 3})
  // Twice forced: one that a kill left half made is locked.
  if (isNoted) await git('worktree', 'remove', '--force', '--force', at)
}

/** Outside of git there are no worktrees. */
function noted(git: Git): Promise<string> {
  return git('worktree', 'list', '--porcelain', '-z').catch(error => {
    if (error instanceof ProblemError) return ''
    throw error
  })
}

/** Ends the programs of a try whose wizard was killed: they would write into the worktree that is about to go. */
export async function endSurvivors(env: Environment, root: string): Promise<void> {
  const {programs} = env
  if ((await lstat(bisectFolders(root).tree).catch(absent))?.isDirectory() !== true) return
  const {state} = sessionFiles(await rootInTree(env, root))
  const {session} = await readJournal({file: openAppendFile(state), codec})
  const open = session?.steps.flatMap(step => step.commands).filter(({ended}) => ended === undefined) ?? []
  for (const {marker} of open)
    for (const survivor of await programs.survivors(marker)) {
      await programs.cancel(survivor)
      await programs.whenGone(survivor)
    }
}

/** Removes everything that tries have made, the shared build folder too. */
export async function removeBisectFolder(root: string): Promise<void> {
  await rm(bisectFolders(root).folder, {recursive: true, force: true, maxRetries: 3})
}

/** Throws a ProblemError where something else has the name: through a link the wizard would write elsewhere. */
async function makePlainFolder(folder: string): Promise<void> {
  const found = await lstat(folder).catch(absent)
  if (found === undefined) await mkdir(folder, {recursive: true})
  else if (!found.isDirectory()) throw new ProblemError(inTheWay(folder))
}

function notCheckedOut(added: Captured): Problem {
  const why = added.kind === 'failed' ? added.reason : 'git was not found'
  return {
    code: 'git-failed',
    title: 'git cannot check the commit out into a worktree',
    detail: (added.kind === 'exited' ? added.stderr : why).trim().slice(0, 2000),
    nextSteps: ['Mend what git reports and try again.'],
  }
}

function absent(error: unknown): undefined {
  if (isSystemError(error, 'ENOENT')) return undefined
  throw error
}

function inTheWay(folder: string): Problem {
  return {
    code: 'own-folder-in-the-way',
    title: `${path.basename(folder)} is something else than the wizard’s own`,
    detail: `${folder} is no folder. Nothing was written.`,
    nextSteps: [`Move it away, then try again.`],
    path: folder,
  }
}

/** Of a large repository it takes its time. */
const checkOutLimitMs = 600_000
