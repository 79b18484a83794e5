import {existsSync} from 'node:fs'
import {ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Lockfile} from '../../domain/survey.ts'
import {readLockfile} from '../../scan/lockfile.ts'
import {NotParsedError} from '../../scan/source-file.ts'
import {sessionFiles} from '../session/session-files.ts'

/**
 * The root's lockfile as it was before the session's first change to it; undefined without a session, and when none of its
 * steps wrote the lockfile. A state file that can't be read is nothing to stop a command for that only shows.
 */
export async function lockfileBefore(tree: Tree): Promise<Lockfile | undefined> {
  if (!existsSync(sessionFiles(tree.root).state)) return undefined
  // Loaded only when there is a session.
  const {peekSession} = await import('../session/open-session.ts')
  try {
    const journal = await peekSession(tree)
    const changes = journal.session?.history.flatMap(({files}) => files) ?? []
    const before = changes.find(({path}) => path === 'Cargo.lock')?.before
    if (before?.kind !== 'file') return undefined
    return readLockfile({path: 'Cargo.lock', text: new TextDecoder().decode(journal.content(before.sha256))})
  } catch (error) {
    if (error instanceof ProblemError || error instanceof NotParsedError) return undefined
    throw error
  }
}
