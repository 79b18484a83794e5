import {lstat, readdir, readFile, readlink} from 'node:fs/promises'
import path from 'node:path'
import type {Snapshot} from './fixture-run.ts'

/**
 * Everything below a repository but the build folder and the wizard's own: path → permission bits and content, a link's
 * target; folders end in a slash. Git's folder apart, without its index, which any `git status` may write, and without the
 * local ignore list, into which the wizard writes its own folder.
 */
export async function wholeSnapshot(root: string): Promise<{readonly tree: Snapshot; readonly git: Snapshot}> {
  const tree = await entriesOf(root, '', ['.git', '.upgrade-wizard', 'target'])
  const git = await entriesOf(path.join(root, '.git'), '', ['index', 'index.lock'])
  const {'info/exclude': _, ...kept} = git
  return {tree, git: kept}
}

async function entriesOf(root: string, folder: string, leftOut: readonly string[] = []): Promise<Snapshot> {
  const found: Record<string, string> = {}
  const names = await readdir(path.join(root, folder)).catch(() => [])
  for (const name of names.filter(one => !leftOut.includes(one))) {
    const file = path.posix.join(folder, name)
    const stat = await lstat(path.join(root, file))
    const mode = (stat.mode & 0o7777).toString(8)
    if (stat.isDirectory()) Object.assign(found, {[`${file}/`]: mode}, await entriesOf(root, file))
    else if (stat.isSymbolicLink()) found[file] = `→ ${await readlink(path.join(root, file))}`
    else found[file] = `${mode} ${await readFile(path.join(root, file), 'latin1')}`
  }
  return found
}
