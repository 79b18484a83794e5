import type {Dirent} from 'node:fs'
import {lstat, readdir} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import type {Problem} from '../../domain/problem.ts'
import {isSystemError} from '../../system/system-error.ts'
import {sessionFiles} from './session-files.ts'

/**
 * Throws a ProblemError unless the wizard's own folder is missing or a plain folder without links: through a link it
 * would write elsewhere than everybody believes.
 */
export async function checkOwnFolder(root: string): Promise<void> {
  const {folder, ...known} = sessionFiles(root)
  const found = await lstat(folder).catch(absent)
  if (found === undefined) return
  if (!found.isDirectory()) throw new ProblemError(inTheWay('.upgrade-wizard', found.isSymbolicLink()))
  const files = new Set([known.state, known.lock, known.report, known.recipe, known.bisection])
  const folders = new Set([known.logs, known.restored, known.drafts, known.scratch, known.bisect])
  const wrong = (await entriesIn(folder, known.bisect)).find(entry => {
    if (entry.isFile()) return folders.has(pathOf(entry))
    // A pipe or a socket would be waited for, for ever.
    return entry.isDirectory() ? files.has(pathOf(entry)) : true
  })
  if (wrong !== undefined) throw new ProblemError(inTheWay(path.relative(root, pathOf(wrong)), wrong.isSymbolicLink()))
}

/** Everything in a folder; of `closed`, which holds a whole checkout with its links and its build, only that it is there. */
async function entriesIn(folder: string, closed: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, {withFileTypes: true})
  const inner = entries.filter(entry => entry.isDirectory() && pathOf(entry) !== closed)
  const within = await Promise.all(inner.map(entry => readdir(pathOf(entry), {recursive: true, withFileTypes: true})))
  return [...entries, ...within.flat()]
}

function pathOf({parentPath, name}: Dirent): string {
  return path.join(parentPath, name)
}

function absent(error: unknown): undefined {
  if (isSystemError(error, 'ENOENT')) return undefined
  throw error
}

function inTheWay(file: string, isLink: boolean): Problem {
  return {
    code: 'own-folder-in-the-way',
    title: isLink ? `${file} is a symbolic link` : `${file} is something else than the wizard’s own`,
    detail: 'The wizard keeps its state in the folder .upgrade-wizard and writes through no link. Nothing was written.',
    nextSteps: [`Move ${file} away, then run the wizard again.`],
    path: file,
  }
}
