import {createHash, randomUUID} from 'node:crypto'
import {link, mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {hostname} from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import type {Programs} from '../domain/ports.ts'
import {isSystemError} from './system-error.ts'

const holderSchema = z.object({
  pid: z.number(),
  startTime: z.string(),
  bootId: z.string(),
  host: z.string(),
  nonce: z.string(),
  since: z.string(),
})
export type LockHolder = z.infer<typeof holderSchema>

export type Lock =
  | {readonly kind: 'held'; release(): Promise<void>}
  | {readonly kind: 'taken'; readonly by: LockHolder | undefined}

/**
 * One wizard a repository. The lock names its process by pid, start time and boot, so it is taken over exactly when
 * that process is gone: no timeouts, and a suspended laptop keeps its lock. A lock of another host is never taken over.
 */
export async function takeLock(file: string, programs: Programs): Promise<Lock> {
  const mine: LockHolder = {
    ...(await programs.self()),
    host: hostname(),
    nonce: randomUUID(),
    since: new Date().toISOString(),
  }
  const isGone = async (by: LockHolder | undefined) =>
    by === undefined || (by.host === mine.host && !(await programs.isAlive(by)))
  // Linked into place whole: a lock file without its holder's name never exists.
  const waiting = `${file}.${mine.nonce}`
  // Not recursive: Node then says "no such file" for a file system that is read-only.
  await mkdir(path.dirname(file)).catch(error => {
    if (!isSystemError(error, 'EEXIST')) throw error
  })
  await writeFile(waiting, JSON.stringify(mine))
  try {
    for (let round = 0; round < 5; round++) {
      if (await isLinked(waiting, file)) return {kind: 'held', release: () => release(file, mine)}
      const answer = await succeed({file, waiting, isGone})
      if (answer === 'mine') return {kind: 'held', release: () => release(file, mine)}
      if (answer !== 'again') return {kind: 'taken', by: answer}
    }
    return {kind: 'taken', by: undefined}
  } finally {
    await rm(waiting, {force: true})
  }
}

/** Who holds the lock right now, without taking part; undefined when nobody alive does. */
export async function lockHolder(file: string, programs: Programs): Promise<LockHolder | undefined> {
  const by = parseHolder((await textOf(file)) ?? '')
  if (by === undefined) return undefined
  return by.host !== hostname() || (await programs.isAlive(by)) ? by : undefined
}

type Claim = {
  readonly file: string
  readonly waiting: string
  readonly isGone: (by: LockHolder | undefined) => Promise<boolean>
}

/**
 * Takes a dead wizard's lock over, or says who holds it. Moving the dead lock away would not do: by then it may be
 * somebody's living one. So each dead lock has one successor, a file named after its text that only one can create; a
 * successor that died too has its own. Whoever comes last in that row, while the lock still is the dead one it started
 * from, replaces it; then the row is of no use to anybody.
 */
async function succeed({file, waiting, isGone}: Claim): Promise<LockHolder | 'mine' | 'again'> {
  const dead = await textOf(file)
  const row: string[] = []
  for (let text = dead; text !== undefined; ) {
    const by = parseHolder(text)
    if (by !== undefined && !(await isGone(by))) return by
    const successor = `${file}.after-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
    row.push(successor)
    if (!(await isLinked(waiting, successor))) {
      text = await textOf(successor)
      continue
    }
    if ((await textOf(file)) !== dead) {
      await rm(successor, {force: true})
      return 'again'
    }
    await rename(waiting, file)
    for (const one of row) await rm(one, {force: true})
    return 'mine'
  }
  return 'again'
}

async function isLinked(waiting: string, target: string): Promise<boolean> {
  try {
    await link(waiting, target)
    return true
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false
    throw error
  }
}

async function release(file: string, mine: LockHolder): Promise<void> {
  const text = await textOf(file)
  if (text !== undefined && parseHolder(text)?.nonce === mine.nonce) await rm(file, {force: true})
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(error => {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw error
  })
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
