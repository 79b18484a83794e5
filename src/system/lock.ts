import {randomUUID} from 'node:crypto'
import {link, mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {hostname} from 'node:os'
import path from 'node:path'
import {z} from 'zod'
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
  await mkdir(path.dirname(file), {recursive: true})
  for (let round = 0; round < 5; round++) {
    if (await create(file, mine)) return {kind: 'held', release: () => release(file, mine)}
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const by = parseHolder(text)
    if (by !== undefined && (by.host !== mine.host || (await programs.isAlive(by)))) return {kind: 'taken', by}
    await clearAway(file, text)
  }
  return {kind: 'taken', by: undefined}
}

/** Linked into place whole: a lock file without its holder's name never exists. */
async function create(file: string, holder: LockHolder): Promise<boolean> {
  const waiting = `${file}.${holder.nonce}`
  await writeFile(waiting, JSON.stringify(holder))
  try {
    await link(waiting, file)
    return true
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(waiting, {force: true})
  }
}

/** Moves a dead wizard's lock aside, and puts it back when another wizard was quicker and it is theirs by now. */
async function clearAway(file: string, dead: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== dead) await link(aside, file).catch(() => undefined)
  await rm(aside, {force: true})
}

async function release(file: string, mine: LockHolder): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined && parseHolder(text)?.nonce === mine.nonce) await rm(file, {force: true})
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
