import {createHash, randomUUID} from 'node:crypto'
import {link, mkdir, open, readlink, rename, rm, writeFile} from 'node:fs/promises'
import {hostname} from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import type {Programs} from '../domain/ports.ts'
import {machineId} from './machine-id.ts'
import {isSystemError} from './system-error.ts'

const holderSchema = z.object({
  pid: z.number(),
  startTime: z.string(),
  bootId: z.string(),
  host: z.string(),
  nonce: z.string(),
  since: z.string(),
  /** Linux: the space that the pid is of. Containers of one machine have their own, and the boot in common. */
  pidSpace: z.string().optional(),
  /** Of the machine, where it has one: names of hosts aren't unique. */
  machine: z.string().optional(),
})
export type LockHolder = z.infer<typeof holderSchema>

/** How sure it is that the holder lives: `elsewhere` is where nobody here can look, another host or container. */
export type Lock =
  | {readonly kind: 'held'; release(): Promise<void>}
  | {readonly kind: 'taken'; readonly by: LockHolder | undefined; readonly isElsewhere: boolean}

/**
 * One wizard a repository. The lock names its process by pid, start time and boot, so it is taken over exactly when
 * that process is gone: no timeouts, and a suspended laptop keeps its lock. Where that can't be known from here, on another
 * host or in another container, it is never taken over.
 */
export async function takeLock(file: string, programs: Programs): Promise<Lock> {
  const mine = await holderHere(programs)
  // Linked into place whole: a lock file without its holder's name never exists.
  const waiting = `${file}.${mine.nonce}`
  // Not recursive: Node then says "no such file" for a file system that is read-only.
  await mkdir(path.dirname(file)).catch(error => {
    if (!isSystemError(error, 'EEXIST')) throw error
  })
  const claim = {file, waiting, text: JSON.stringify(mine), standing: (by: LockHolder) => standing(by, mine, programs)}
  try {
    await writeFile(waiting, claim.text)
    for (let round = 0; round < 5; round++) {
      if (await isPlaced(claim, file)) return {kind: 'held', release: () => release(file, mine)}
      const answer = await succeed(claim)
      if (answer === 'mine') return {kind: 'held', release: () => release(file, mine)}
      if (answer !== 'again') return answer
    }
    return {kind: 'taken', by: undefined, isElsewhere: false}
  } finally {
    await removeAtLeisure(waiting)
  }
}

/** Who holds the lock right now, without taking part; undefined when nobody does who may be alive. */
export async function lockHolder(file: string, programs: Programs): Promise<LockHolder | undefined> {
  const by = parseHolder((await textOf(file)) ?? '')
  if (by === undefined) return undefined
  return (await standing(by, await holderHere(programs), programs)) === 'gone' ? undefined : by
}

async function holderHere(programs: Programs): Promise<LockHolder> {
  // Other systems have no such spaces.
  const pidSpace = await readlink('/proc/self/ns/pid').catch(() => undefined)
  const machine = await machineId()
  return {
    ...(await programs.self()),
    host: hostname(),
    nonce: randomUUID(),
    since: new Date().toISOString(),
    ...(pidSpace === undefined ? {} : {pidSpace}),
    ...(machine === undefined ? {} : {machine}),
  }
}

type Standing = 'alive' | 'gone' | 'elsewhere'

/** What a name or a machine doesn't say, it doesn't say against it. */
async function standing(by: LockHolder, here: LockHolder, programs: Programs): Promise<Standing> {
  if (by.bootId === here.bootId && by.bootId !== '') {
    if ((by.pidSpace ?? here.pidSpace) !== here.pidSpace) return 'elsewhere'
    return (await programs.isAlive(by)) ? 'alive' : 'gone'
  }
  const isHere = by.host === here.host && (by.machine ?? here.machine) === here.machine
  return isHere ? 'gone' : 'elsewhere'
}

type Claim = {
  readonly file: string
  readonly waiting: string
  /** What is in `waiting`. */
  readonly text: string
  readonly standing: (by: LockHolder) => Promise<Standing>
}

/**
 * Takes a dead wizard's lock over, or says who holds it. Moving the dead lock away would not do: by then it may be
 * somebody's living one. So each dead lock has one successor, a file named after its text that only one can create; a
 * successor that died too has its own. Whoever comes last in that row, while the lock still is the dead one it started
 * from, replaces it; then the row is of no use to anybody.
 */
async function succeed(claim: Claim): Promise<Extract<Lock, {kind: 'taken'}> | 'mine' | 'again'> {
  const {file, waiting} = claim
  const dead = await textOf(file)
  const row: string[] = []
  for (let text = dead; text !== undefined; ) {
    const by = parseHolder(text)
    const its = by === undefined ? 'gone' : await claim.standing(by)
    if (its !== 'gone') return {kind: 'taken', by, isElsewhere: its === 'elsewhere'}
    const successor = `${file}.after-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
    row.push(successor)
    if (!(await isPlaced(claim, successor))) {
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

/** Puts the claim's text there, unless something stands there. */
async function isPlaced({waiting, text}: Claim, target: string): Promise<boolean> {
  try {
    await link(waiting, target).catch(error => {
      if (!isSystemError(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error
      // No links on this file system (FAT, some shared folders): created in place, which isn't seen half but by chance.
      return writeFile(target, text, {flag: 'wx'})
    })
    return true
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false
    throw error
  }
}

/** Never a reason to fail: the lock of a process that has ended is taken over. */
async function release(file: string, mine: LockHolder): Promise<void> {
  const text = await textOf(file).catch(() => undefined)
  if (text !== undefined && parseHolder(text)?.nonce === mine.nonce) await removeAtLeisure(file)
}

async function removeAtLeisure(file: string): Promise<void> {
  await rm(file, {force: true}).catch(() => undefined)
}

/** The start of the file, which is all of a lock. */
async function textOf(file: string): Promise<string | undefined> {
  const handle = await open(file).catch(error => {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw error
  })
  if (handle === undefined) return undefined
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const mostBytes = 4096
