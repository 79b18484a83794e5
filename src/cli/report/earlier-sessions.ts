import {lstat, readdir} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import {readJournal} from '../../journal/journal.ts'
import {type EarlierSession, earlierSession} from '../../report/earlier-session.ts'
import {openAppendFile} from '../../system/append-file.ts'
import {codec} from '../../system/codec.ts'
import {isSystemError} from '../../system/system-error.ts'
import {sessionFiles} from '../session/session-files.ts'

/**
 * What the latest sessions before this one came to, oldest first: those that `--fresh` put aside. One that can't be read, or is
 * very large, is left out; nothing is written.
 */
export async function earlierSessions(root: string): Promise<readonly EarlierSession[]> {
  const {folder} = sessionFiles(root)
  const names = await readdir(folder).catch(error => {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return []
    throw error
  })
  const aside = names.filter(name => asideName.test(name)).toSorted()
  const read: EarlierSession[] = []
  for (const name of aside.slice(-mostSessions)) {
    const one = await readEarlier(path.join(folder, name))
    if (one !== undefined) read.push(one)
  }
  return read
}

async function readEarlier(file: string): Promise<EarlierSession | undefined> {
  const found = await lstat(file).catch(() => undefined)
  if (found === undefined || !found.isFile() || found.size > mostBytes) return undefined
  try {
    const {session} = await readJournal({file: openAppendFile(file), codec})
    return session && earlierSession(session)
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}

/** As a state file is called that was put aside. */
const asideName = /^state-\d{4}-\d\d-\d\dT[\d-]+Z\.jsonl$/
const mostSessions = 5
const mostBytes = 64 * 1024 ** 2
