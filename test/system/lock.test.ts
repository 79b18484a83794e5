import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {beforeAll, describe, expect, onTestFinished, test} from 'vitest'
import {lockHolder, takeLock} from '../../src/system/lock.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {bundle} from '../support/bundle.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const programs = createPrograms()
let worker = ''
beforeAll(async () => {
  worker = await bundle(fileURLToPath(new URL('lock-worker.ts', import.meta.url)))
  return () => rmSync(path.dirname(worker), {recursive: true, force: true})
})

describe('one process', () => {
  test('holds the lock until it releases it, and leaves nothing behind', async () => {
    const file = path.join(temporaryFolder(), 'new', 'lock')

    const first = await takeLock(file, programs)
    const second = await takeLock(file, programs)
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (first.kind === 'held') await first.release()
    const third = await takeLock(file, programs)
    if (third.kind === 'held') await third.release()

    expect([first.kind, second, third.kind]).toEqual(['held', {kind: 'taken', by: holder}, 'held'])
    expect(holder).toEqual({
      ...(await programs.self()),
      host: hostname(),
      nonce: expect.any(String),
      since: expect.stringMatching(/^\d{4}-/),
    })
    expect(readdirSync(path.dirname(file))).toEqual([])
  })

  test('is named as the holder as long as it holds the lock, and nobody is afterwards', async () => {
    const file = path.join(temporaryFolder(), 'lock')

    const before = await lockHolder(file, programs)
    const lock = await takeLock(file, programs)
    const during = await lockHolder(file, programs)
    if (lock.kind === 'held') await lock.release()

    expect([before, during?.pid, await lockHolder(file, programs)]).toEqual([undefined, process.pid, undefined])
  })

  test('that is gone is nobody, whatever its lock still says', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    const gone = {pid: 2 ** 22 + 1, startTime: '1', bootId: '', host: hostname(), nonce: 'n', since: '2026-01-02'}
    writeFileSync(file, JSON.stringify(gone))

    expect(await lockHolder(file, programs)).toBeUndefined()
  })

  test('releases only its own lock', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    const mine = await takeLock(file, programs)
    rmSync(file)
    const theirs = await takeLock(file, programs)

    if (mine.kind === 'held') await mine.release()

    expect(theirs.kind).toBe('held')
    expect(existsSync(file)).toBe(true)
  })

  test('never takes the lock of another host over', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    const holder = {...(await deadProcess()), host: 'another.example', nonce: 'n', since: '2026-01-02T03:04:05.000Z'}
    writeFileSync(file, JSON.stringify(holder))

    expect(await takeLock(file, programs)).toEqual({kind: 'taken', by: holder})
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(holder)
  })

  test('takes over from a process of an earlier boot that has the pid of one that lives', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    const self = await programs.self()
    const holder = {...self, bootId: 'earlier', host: hostname(), nonce: 'n', since: ''}
    writeFileSync(file, JSON.stringify(holder))

    const lock = await takeLock(file, programs)

    expect(lock.kind).toBe('held')
  })

  test('takes over a lock file that says nothing', async () => {
    for (const garbage of ['', 'x', '{}', '{"pid":"1"}', '\0\0\0']) {
      const file = path.join(temporaryFolder(), 'lock')
      writeFileSync(file, garbage)

      const lock = await takeLock(file, programs)
      expect(lock.kind, JSON.stringify(garbage)).toBe('held')
      if (lock.kind === 'held') await lock.release()
      expect(readdirSync(path.dirname(file)), JSON.stringify(garbage)).toEqual([])
    }
  })
})

describe('several processes', () => {
  test('are never inside together, whether the one before released its lock or died with it', async () => {
    const file = path.join(temporaryFolder(), 'lock')

    const ends = await Promise.all(Array.from({length: 4}, () => endOf(startWorker(file, '200', 'compete'))))

    expect(ends).toEqual(Array.from({length: 4}, () => ({code: 0, out: 'done\n', err: ''})))
  })

  test('take the lock over exactly when its holder is killed', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    const holder = startWorker(file, '1', 'hold')
    await once(holder.stdout ?? holder, 'data')

    const during = await takeLock(file, programs)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const after = await takeLock(file, programs)

    expect(during).toMatchObject({kind: 'taken', by: {pid: holder.pid}})
    expect(after.kind).toBe('held')
  })
})

function startWorker(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [worker, ...args], {stdio: ['ignore', 'pipe', 'pipe']})
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

async function endOf(child: ChildProcess): Promise<{code: unknown; out: string; err: string}> {
  const said = {out: '', err: ''}
  child.stdout?.on('data', text => {
    said.out += text
  })
  child.stderr?.on('data', text => {
    said.err += text
  })
  const [code] = await once(child, 'close')
  return {code, ...said}
}

async function deadProcess() {
  const child = spawn('true')
  await once(child, 'exit')
  return {pid: child.pid ?? 0, startTime: '1', bootId: ''}
}
