import type {Tree} from '../../domain/ports.ts'
import type {Lockfile} from '../../domain/survey.ts'
import type {JournalView} from '../../journal/journal.ts'
import {readLockfile} from '../../scan/lockfile.ts'
import {NotParsedError} from '../../scan/source-file.ts'

/** A lockfile as it was before a session's first change to it, and as it is. */
export type LockfilePair = {readonly before: Lockfile; readonly after: Lockfile}

/** The lockfiles that a session changed, by path; one that isn't there on both sides, or can't be read, is left out. */
export async function comparedLockfiles(tree: Tree, {session, content}: JournalView): Promise<readonly LockfilePair[]> {
  const origins = new Map<string, string>()
  for (const {path, before} of session?.history.flatMap(({files}) => files) ?? []) {
    if (!/(?:^|\/)Cargo\.lock$/.test(path) || origins.has(path) || before.kind !== 'file') continue
    origins.set(path, new TextDecoder().decode(content(before.sha256)))
  }
  const pairs: LockfilePair[] = []
  for (const [path, text] of [...origins].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const now = await tree.readText(path)
    const [before, after] = [lockfile(path, text), now === undefined ? undefined : lockfile(path, now)]
    if (before !== undefined && after !== undefined) pairs.push({before, after})
  }
  return pairs
}

function lockfile(path: string, text: string): Lockfile | undefined {
  try {
    return readLockfile({path, text})
  } catch (error) {
    if (error instanceof NotParsedError) return undefined
    throw error
  }
}
