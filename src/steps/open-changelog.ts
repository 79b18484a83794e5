import type {Tree} from '../domain/ports.ts'
import {readChangelog} from '../editors/changelog-style.ts'

/** A changelog of the repository as it stands. */
export type ChangelogFile = {readonly path: string; readonly text: string}

/** The changelog at the repository's root, else the one in `docs`; undefined where there is none in Markdown that can be read. */
export async function findChangelog(tree: Pick<Tree, 'list' | 'readUpTo'>): Promise<ChangelogFile | undefined> {
  const paths = await tree.list()
  const path =
    paths.find(one => named.test(one)) ?? paths.find(one => one.startsWith('docs/') && named.test(one.slice(5)))
  const read = path === undefined ? undefined : await tree.readUpTo(path, largest)
  if (path === undefined || read?.kind !== 'read') return undefined
  try {
    // The mark at the start stays, so that what is written back is what was read.
    return {path, text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(read.bytes)}
  } catch {
    return undefined
  }
}

/** The same, where it has an entry for what isn't released yet. */
export async function openChangelog(tree: Pick<Tree, 'list' | 'readUpTo'>): Promise<ChangelogFile | undefined> {
  const found = await findChangelog(tree)
  return found !== undefined && readChangelog(found.text).unreleased !== undefined ? found : undefined
}

const named = /^(CHANGELOG|CHANGES|HISTORY|NEWS|RELEASES)\.(md|markdown)$/i
const largest = 4 * 1024 * 1024
