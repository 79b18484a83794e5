import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {hostname} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {beforeAll, describe, expect, onTestFinished, test} from 'vitest'
import {lockHolder, takeLock} from '../../src/system/lock.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {bundle} from '../support/bundle.ts'
import {injectFaults} from '../support/faults.ts'
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

    expect([first.kind, second, third.kind]).toEqual(['held', {kind: 'taken', by: holder, isElsewhere: false}, 'held'])
    expect(holder).toEqual({
      ...(await programs.self()),
      host: hostname(),
      nonce: expect.any(String),
      since: expect.stringMatching(/^\d{4}-/),
      ...hereOnLinux,
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

  test.each([
    {what: 'another host', change: {bootId: 'theirs', host: 'another.example'}},
    {what: 'another machine of the same name', change: {bootId: 'theirs', machine: 'another'}},
    {what: 'another container of this machine, even one of the same name', change: {pidSpace: 'pid:[1]'}},
    {what: 'another container with a name of its own', change: {pidSpace: 'pid:[1]', host: 'f00ba4'}},
  ])('never takes the lock of $what over: whether its process lives cannot be seen', async ({change}) => {
    const file = path.join(temporaryFolder(), 'lock')
    const holder = {...(await deadHere()), ...change}
    writeFileSync(file, JSON.stringify(holder))

    expect(await takeLock(file, programs)).toEqual({kind: 'taken', by: holder, isElsewhere: true})
    expect(await lockHolder(file, programs)).toEqual(holder)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(holder)
  })

  test.each([
    {what: 'whose pid is somebody else’s now', change: async () => ({...(await programs.self()), startTime: '1'})},
    {what: 'on a machine that was renamed since', change: async () => ({host: 'its-old-name'})},
    {what: 'on a machine that was started again since', change: async () => ({bootId: 'the boot before'})},
  ])('takes over from a dead process $what', async ({change}) => {
    const file = path.join(temporaryFolder(), 'lock')
    writeFileSync(file, JSON.stringify({...(await deadHere()), ...(await change())}))

    expect((await takeLock(file, programs)).kind).toBe('held')
  })

  test('reads no more of a lock file than a lock has', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    writeFileSync(file, '{')
    truncateSync(file, 100_000_000_000)

    const lock = await takeLock(file, programs)

    expect(lock.kind).toBe('held')
    expect(statSync(file).size).toBeLessThan(4096)
  })

  test('is had where the file system knows no links', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'lock')
    writeFileSync(path.join(folder, 'no-links'), '')
    await injectFaults({below: folder, kinds: ['link'], code: 'EPERM', at: 1, until: path.join(folder, 'no-links')})

    const first = await takeLock(file, programs)
    const second = await takeLock(file, programs)
    if (first.kind === 'held') await first.release()
    writeFileSync(file, JSON.stringify(await deadHere()))
    const third = await takeLock(file, programs)

    expect([first.kind, second.kind, third.kind]).toEqual(['held', 'taken', 'held'])
    expect(readdirSync(folder).toSorted()).toEqual(['lock', 'no-links'])
  })

  test('leaves nothing behind when it can’t be had for want of room', async () => {
    const folder = temporaryFolder()
    for (const at of [1, 2]) {
      await injectFaults({below: folder, kinds: ['write', 'link'], code: 'ENOSPC', at})
      await expect(takeLock(path.join(folder, 'lock'), programs), `operation ${at}`).rejects.toThrow('ENOSPC')
    }
    expect(readdirSync(folder)).toEqual([])
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

/** A lock of this boot, machine and container whose process has ended. */
async function deadHere() {
  const child = spawn('true')
  await once(child, 'exit')
  const {bootId} = await programs.self()
  return {pid: child.pid ?? 0, startTime: '1', bootId, host: hostname(), nonce: 'n', since: '2026-01-02T03:04:05.000Z'}
}

/** What only Linux has. */
const hereOnLinux =
  process.platform === 'linux'
    ? {
        pidSpace: readlinkSync('/proc/self/ns/pid'),
        ...(existsSync('/etc/machine-id') ? {machine: expect.any(String)} : {}),
      }
    : {}
