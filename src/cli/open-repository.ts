import {readFile, stat} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../domain/errors.ts'
import type {Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {copyFile} from '../system/copy-file.ts'
import {isSystemError} from '../system/system-error.ts'
import {openTree} from '../system/tree.ts'

/** The Cargo repository at or above a folder. Throws a ProblemError when there is none. */
export async function openRepository(folder: string): Promise<Tree> {
  const root = await findRoot(path.resolve(folder))
  if (root === undefined) throw new ProblemError(await noManifest(path.resolve(folder)))
  return openTree(root, {copy: copyFile})
}

/** The nearest workspace root above, else the nearest package; never beyond a git repository's own folder. */
async function findRoot(folder: string): Promise<string | undefined> {
  let nearest: string | undefined
  for (let at = folder; ; at = path.dirname(at)) {
    const manifest = await readManifest(path.join(at, 'Cargo.toml'))
    if (manifest !== undefined) {
      nearest ??= at
      if (/^\s*\[workspace[.\]]/m.test(manifest)) return at
    }
    const isGitRoot = (await stat(path.join(at, '.git')).catch(() => undefined)) !== undefined
    if (isGitRoot || path.dirname(at) === at) return nearest
  }
}

/** A pipe that nobody writes to would be waited for, and a device has no end. */
async function readManifest(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(absent)
  return found?.isFile() === true ? readFile(file, 'utf8').catch(absent) : undefined
}

/** One that can't be read for another reason is there, and is no reason to take another folder for the root. */
function absent(error: unknown): undefined {
  if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EACCES')) return undefined
  throw error
}

async function noManifest(folder: string): Promise<Problem> {
  const isFolder = (await stat(folder).catch(() => undefined))?.isDirectory() === true
  return {
    code: 'no-manifest',
    title: isFolder ? 'No Cargo.toml here' : 'There is no such folder',
    detail: isFolder
      ? `Neither ${folder} nor a folder above it holds a Cargo.toml.`
      : 'The wizard starts at or below the root of a Cargo repository.',
    nextSteps: [
      'Go to the root of a Cargo repository, or name it with --repo DIR.',
      'To see the wizard at work first: upgrade-wizard demo',
    ],
    path: folder,
  }
}
