import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {openAppendFile} from '../../src/system/append-file.ts'
import {disk} from '../../src/system/disk.ts'
import {writeDurably} from '../../src/system/durable-write.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {identify, isAlive} from '../../src/system/process-id.ts'
import {readLogTail} from '../../src/system/read-log-tail.ts'
import {isSystemError} from '../../src/system/system-error.ts'
import {injectFaults} from '../support/faults.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {tinyDisk} from '../support/tiny-disk.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('an append-only file', () => {
  test('reads as undefined until something is added, and then as all of it in order', async () => {
    const file = path.join(temporaryFolder(), 'deep/er/state')
    const opened = openAppendFile(file)

    expect(await opened.read()).toBeUndefined()
    expect(existsSync(path.dirname(file))).toBe(false)
    await opened.append(bytes('one\n'))
    await opened.append(bytes('two\n'))

    expect(await opened.read()).toEqual(Buffer.from('one\ntwo\n'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('gives any part of it, and no more than there is', async () => {
    const opened = openAppendFile(path.join(temporaryFolder(), 'state'))
    await opened.append(bytes('one\ntwo\n'))

    expect([...opened.readPart(4, 7)]).toEqual([...bytes('two')])
    expect([...opened.readPart(6, 99)]).toEqual([...bytes('o\n')])
    expect(opened.readPart(20, 30)).toHaveLength(0)
  })

  test('is cut where it is told, and goes on from there', async () => {
    const file = path.join(temporaryFolder(), 'state')
    const opened = openAppendFile(file)

    await opened.append(bytes('one\ntw'))
    await opened.truncate(4)
    await opened.append(bytes('TWO\n'))

    expect(readFileSync(file, 'utf8')).toBe('one\nTWO\n')
  })

  test.each([
    ['removed', (file: string) => rmSync(file)],
    ['cut', (file: string) => truncateSync(file, 2)],
    ['written to', (file: string) => appendFileSync(file, 'theirs\n')],
  ])('takes nothing more once something else has %s it', async (_, change) => {
    const file = path.join(temporaryFolder(), 'state')
    const opened = openAppendFile(file)
    await opened.append(bytes('one\n'))
    change(file)
    const left = existsSync(file) ? readFileSync(file) : undefined

    await expect(opened.append(bytes('two\n'))).rejects.toMatchObject({problem: {code: 'state-changed', path: file}})

    expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(left)
  })

  test('takes a failed append back', async ctx => {
    const folder = tinyDisk(32)
    if (folder === undefined) return ctx.skip('mounting a small disk is not allowed here')
    const file = path.join(folder, 'state')
    const opened = openAppendFile(file)
    await opened.append(bytes('one\n'))

    // With the file, so that whoever is told knows which disk is full.
    await expect(opened.append(new Uint8Array(100 * 1024))).rejects.toMatchObject({code: 'ENOSPC', path: file})

    expect(await opened.read()).toEqual(Buffer.from('one\n'))
  })

  test('takes a failed append back before the next one, where it could not at once', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'state')
    const opened = openAppendFile(file)
    await opened.append(bytes('one\n'))
    const disk = path.join(folder, 'disk-is-bad')
    writeFileSync(disk, '')
    // Half of the line is written; then neither syncing nor cutting works.
    const kinds = ['write', 'sync', 'truncate'] as const
    await injectFaults({below: folder, kinds, code: 'EIO', at: 1, until: disk, half: true})

    await expect(opened.append(bytes('second line\n'))).rejects.toMatchObject({code: 'EIO', path: file})
    const meanwhile = readFileSync(file, 'utf8')
    await expect(opened.append(bytes('third line\n'))).rejects.toMatchObject({code: 'EIO'})
    rmSync(disk)
    await opened.append(bytes('fourth\n'))

    expect([meanwhile, readFileSync(file, 'utf8')]).toEqual(['one\nsecond', 'one\nfourth\n'])
  })

  test('says what the system says when it cannot be read', async () => {
    await expect(openAppendFile(temporaryFolder()).read()).rejects.toThrow('EISDIR')
  })
})

describe('a durable write', () => {
  test('keeps the mode of the file, or gives the one that is asked for', async () => {
    const folder = temporaryFolder()
    const scratch = path.join(folder, 'scratch')
    const file = path.join(folder, 'build.sh')
    writeFileSync(file, 'old')
    chmodSync(file, 0o751)

    await writeDurably(file, bytes('new'), {scratch})
    const kept = statSync(file).mode & 0o7777
    await writeDurably(file, bytes('newer'), {scratch, mode: 0o600})

    expect({kept, given: statSync(file).mode & 0o7777, text: readFileSync(file, 'utf8')}).toEqual({
      kept: 0o751,
      given: 0o600,
      text: 'newer',
    })
    expect(readdirSync(scratch)).toEqual([])
  })

  test('leaves nothing behind when it fails', async () => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'full/of/something'), {recursive: true})

    const writing = writeDurably(path.join(folder, 'full'), bytes('new'), {scratch: path.join(folder, 'scratch')})

    await expect(writing).rejects.toThrow()
    expect(readdirSync(path.join(folder, 'scratch'))).toEqual([])
  })
})

describe('the tail of a log', () => {
  test('is the end of the file, never more than was asked for', async () => {
    const file = path.join(temporaryFolder(), 'log')
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[ -~\n]{0,200}$/), fc.nat(250), async (text, tailBytes) => {
        writeFileSync(file, text)
        expect(await readLogTail(file, tailBytes)).toBe(tailBytes === 0 ? '' : text.slice(-tailBytes))
      }),
      {numRuns: 50},
    )
  })

  test('is empty for a log that was never written', async () => {
    expect(await readLogTail(path.join(temporaryFolder(), 'gone'), 100)).toBe('')
  })

  test('is read again from a log that grows', async () => {
    const file = path.join(temporaryFolder(), 'log')
    writeFileSync(file, 'one\n')
    const before = await readLogTail(file, 8)
    appendFileSync(file, 'two ä\n')

    expect([before, await readLogTail(file, 7)]).toEqual(['one\n', 'two ä\n'])
  })
})

describe('the identity of a process', () => {
  test('is the same whenever it is asked, and there is none without a process', async () => {
    const self = await identify(process.pid)

    expect(self).toEqual({pid: process.pid, startTime: expect.stringMatching(/./), bootId: expect.stringMatching(/./)})
    expect(await identify(process.pid)).toEqual(self)
    expect(await identify(2 ** 22 + 1)).toBeUndefined()
    expect(await isAlive({pid: 2 ** 22 + 1, startTime: '', bootId: ''})).toBe(false)
  })
})

test('free space is what the file system has left', async ctx => {
  const folder = tinyDisk(1024)
  if (folder === undefined) return ctx.skip('mounting a small disk is not allowed here')
  const before = await disk.free(folder)
  writeFileSync(path.join(folder, 'filler'), new Uint8Array(512 * 1024))

  expect([before, await disk.free(folder)]).toEqual([1024 * 1024, 512 * 1024])
})

describe('the file system of a path', () => {
  test('is that of the nearest folder above, when the path is not there yet', async () => {
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, 'file'), '')

    const here = await disk.mount(folder)

    expect(here).toEqual({
      device: String(statSync(folder).dev),
      sizeBytes: expect.any(Number),
      freeBytes: expect.any(Number),
    })
    expect(here.sizeBytes).toBeGreaterThan(here.freeBytes)
    expect((await disk.mount(path.join(folder, 'target/debug/deps'))).device).toBe(here.device)
    expect((await disk.mount(path.join(folder, 'file/below'))).device).toBe(here.device)
  })

  test('differs between two disks', async ctx => {
    const folder = tinyDisk(1024)
    if (folder === undefined) return ctx.skip('mounting a small disk is not allowed here')

    const small = await disk.mount(path.join(folder, 'not/there'))

    expect(small.freeBytes).toBe(1024 * 1024)
    expect(small.device).not.toBe((await disk.mount(path.dirname(folder))).device)
  })
})

describe('files outside the repository', () => {
  test('are read whole or not at all', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'config.toml')
    writeFileSync(file, 'ä')
    writeFileSync(path.join(folder, 'not-text'), new Uint8Array([0xff]))

    expect(await machineFiles.readText(file)).toBe('ä')
    expect(await machineFiles.read(file, 2)).toEqual(Buffer.from('ä'))
    expect(await machineFiles.read(file, 1)).toBeUndefined()
    expect(await machineFiles.readText(path.join(folder, 'not-text'))).toBeUndefined()
    expect(await machineFiles.read(folder)).toBeUndefined()
    expect(await machineFiles.read('/dev/zero')).toBeUndefined()
    expect(await machineFiles.list(folder)).toEqual(['config.toml', 'not-text'])
    expect(await machineFiles.list(file)).toEqual([])
  })

  test('say when they were last written', async () => {
    const file = path.join(temporaryFolder(), 'index-entry')
    writeFileSync(file, '')
    utimesSync(file, new Date('2026-08-21T10:00:00Z'), new Date('2026-08-21T10:00:00Z'))

    expect(await machineFiles.modifiedAt(file)).toBe('2026-08-21T10:00:00.000Z')
    expect(await machineFiles.modifiedAt(`${file}-missing`)).toBeUndefined()
  })

  test('are programs when they can be run and stand in an absolute folder', async () => {
    const folder = temporaryFolder()
    for (const name of ['just', 'make']) writeFileSync(path.join(folder, name), '', {mode: 0o755})
    chmodSync(path.join(folder, 'make'), 0o644)
    mkdirSync(path.join(folder, 'git'))
    const relative = path.relative(process.cwd(), folder)

    expect(await machineFiles.findProgram('just', ['/not/there', relative, folder])).toBe(path.join(folder, 'just'))
    expect(await machineFiles.findProgram('just', [relative])).toBeUndefined()
    expect(await machineFiles.findProgram('make', [folder])).toBeUndefined()
    expect(await machineFiles.findProgram('git', [folder])).toBeUndefined()
  })
})

test('a system error is known by its code', () => {
  const error = Object.assign(new Error('no'), {code: 'ENOENT'})

  expect([
    isSystemError(error, 'EACCES', 'ENOENT'),
    isSystemError(error, 'EACCES'),
    isSystemError({code: 'ENOENT'}, 'ENOENT'),
  ]).toEqual([true, false, false])
})
