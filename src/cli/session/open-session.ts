import {lstat, mkdir, readFile, realpath, rename} from 'node:fs/promises'
import {hostname} from 'node:os'
import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import {gitCommand} from '../../domain/git-command.ts'
import type {AppendFile, Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import {stateUntracked} from '../../gates/state-untracked.ts'
import {type Journal, type JournalView, openJournal, readJournal} from '../../journal/journal.ts'
import {openAppendFile} from '../../system/append-file.ts'
import {codec} from '../../system/codec.ts'
import {writeDurably} from '../../system/durable-write.ts'
import {type Lock, takeLock} from '../../system/lock.ts'
import {scrubLog} from '../../system/secrets.ts'
import {isSystemError} from '../../system/system-error.ts'
import type {Environment} from '../environment.ts'
import {checkOwnFolder} from './check-own-folder.ts'
import {sessionFiles} from './session-files.ts'

export type OpenSession = {readonly journal: Journal; close(): Promise<void>}

/** Takes the lock and opens the state file for writing. Throws a ProblemError when either can't be had. */
export async function openSession(
  env: Environment,
  tree: Tree,
  {isFresh, say = () => undefined}: {readonly isFresh: boolean; readonly say?: (line: string) => void},
): Promise<OpenSession> {
  const files = sessionFiles(tree.root)
  const lock = await lockRepository(env, tree)
  try {
    const file = isFresh ? startOver(env, files.state, say) : openAppendFile(files.state)
    const journal = await openJournal({file, codec, clock: env.clock})
    const unseen = unseenLogs(journal, files.logs)
    return {
      journal,
      async close() {
        try {
          for (const log of unseen) await scrubLog(log)
        } finally {
          await lock.release()
        }
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * Makes this the one wizard at work in a repository, with a folder of its own that is nobody else's business. Throws a
 * ProblemError when another is, or the folder can't be had.
 */
export async function lockRepository(env: Environment, {root}: Tree): Promise<{release(): Promise<void>}> {
  const files = sessionFiles(root)
  await checkOwnFolder(root)
  const tracked = await stateUntracked(env.programs, root)
  if (tracked !== undefined) throw new ProblemError(tracked)
  const lock = await takeLock(files.lock, env.programs).catch(error => {
    throw isSystemError(error, 'EACCES', 'EROFS', 'EPERM') ? new ProblemError(notWritable(files.folder, error)) : error
  })
  if (lock.kind === 'taken') throw new ProblemError(alreadyRunning(lock))
  try {
    await keepOutOfGit(env, root)
    return lock
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Logs of commands whose end an earlier wizard didn't live to see: nobody took the secrets out of them. */
function unseenLogs({session}: Journal, folder: string): readonly string[] {
  const commands = session?.steps.flatMap(step => step.commands) ?? []
  const logs = commands.flatMap(({ended, out, err}) => (ended === undefined ? [out, err] : []))
  // A state file may name any path; only in our own folder there are no links.
  return logs.filter(log => path.normalize(log) === log && log.startsWith(`${folder}${path.sep}`))
}

/** The session as it stands, without taking part in it: nothing is written, not even a torn end cut off. */
export async function peekSession(tree: Tree): Promise<JournalView & Pick<Journal, 'tornBytes'>> {
  await checkOwnFolder(tree.root)
  return readJournal({file: openAppendFile(sessionFiles(tree.root).state), codec})
}

/** Never through the user's .gitignore: the wizard's folder is nobody else's business. */
async function keepOutOfGit({programs}: Environment, root: string): Promise<void> {
  const asked = await programs.capture(gitCommand(root, 'rev-parse', '--git-path', 'info/exclude', '--show-prefix'))
  if (asked.kind !== 'exited' || asked.code !== 0) return
  const [file = '', prefix = ''] = asked.stdout.split('\n')
  const exclude = path.resolve(root, file)
  if (await isBehindLink(exclude)) return
  const before = await readFile(exclude).catch(error => {
    if (isSystemError(error, 'ENOENT')) return Buffer.alloc(0)
    throw error
  })
  const text = before.toString('utf8')
  const present = text.split(/\r?\n/)
  const missing = excludeLines(prefix).filter(line => !present.includes(line))
  if (missing.length === 0) return
  await mkdir(path.dirname(exclude), {recursive: true})
  const added = `${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`
  // It is the person's file: whole as it was, or with the lines. Its bytes need not be UTF-8.
  await writeDurably(exclude, Buffer.concat([before, Buffer.from(added)]), {scratch: sessionFiles(root).scratch})
}

/** A link may lead to any file of the person's: nothing is added there. */
async function isBehindLink(file: string): Promise<boolean> {
  const folder = path.dirname(file)
  if ((await realpath(folder).catch(() => folder)) !== folder) return true
  const found = await lstat(file).catch(() => undefined)
  return found !== undefined && !found.isFile()
}

/**
 * A state file as if there were none. The old one is put aside with the first event of the new session: a question that
 * nobody answers, or an option that makes no sense, must not cost anybody the way back.
 */
function startOver(env: Environment, state: string, say: (line: string) => void): AppendFile {
  const file = openAppendFile(state)
  let isAside = false
  return {
    ...file,
    read: async () => undefined,
    async append(bytes) {
      const kept = isAside ? undefined : await setAside(env, state)
      isAside = true
      if (kept !== undefined) say(`The session before is kept: .upgrade-wizard/${path.basename(kept)}`)
      await file.append(bytes)
    },
  }
}

/** The old state file is kept, under a name that says when it was put aside: that name, or undefined when there was none. */
async function setAside({clock}: Environment, state: string): Promise<string | undefined> {
  const stamp = clock.now().toISOString().replaceAll(/[:.]/g, '-')
  const kept = state.replace(/\.jsonl$/, `-${stamp}.jsonl`)
  return rename(state, kept).then(
    () => kept,
    error => {
      if (isSystemError(error, 'ENOENT')) return undefined
      throw error
    },
  )
}

function alreadyRunning({by, isElsewhere}: Extract<Lock, {kind: 'taken'}>): Problem {
  const inContainer = by?.host === hostname() ? ', in another container or on another machine of this name' : ''
  return {
    code: 'already-running',
    title: 'Another wizard is at work in this repository',
    detail:
      by === undefined
        ? 'Another wizard took the lock at the same moment.'
        : `Process ${by.pid} on ${by.host}${isElsewhere ? inContainer : ''} holds it since ${by.since}.${
            isElsewhere ? ' Whether that process still runs can’t be seen from here.' : ''
          }`,
    nextSteps: [
      'Let it finish or end it, then run the wizard again.',
      'To see where it stands: upgrade-wizard status',
      ...(isElsewhere ? ['Once you know that it is gone: rm .upgrade-wizard/lock'] : []),
    ],
    path: '.upgrade-wizard/lock',
  }
}

function notWritable(folder: string, error: Error): Problem {
  return {
    code: 'not-writable',
    title: 'The repository is not writable',
    detail: `${folder}: ${error.message}`,
    nextSteps: [
      'Make the folder writable for you, then run the wizard again.',
      'upgrade-wizard plan works without writing.',
    ],
    path: folder,
  }
}

/** A line with a slash in it is about git's own root; `prefix` leads from there to the folder that is kept out. */
function excludeLines(prefix: string): readonly string[] {
  const lead = prefix === '' ? '' : '**/'
  return [`${lead}.upgrade-wizard/*`, `!${lead}.upgrade-wizard/rules/`]
}
