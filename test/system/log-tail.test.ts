import {appendFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, expect, test, vi} from 'vitest'
import type {LogSource} from '../../src/domain/ports.ts'
import {createLogTailer} from '../../src/system/log-tail.ts'

let folder = ''
let out = ''
let err = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-tail-'))
  out = path.join(folder, 'step.out')
  err = path.join(folder, 'step.err')
})
afterEach(() => rmSync(folder, {recursive: true}))

type Seen = {readonly source: LogSource; readonly start: number; readonly text: string}

function follow(options?: Parameters<typeof createLogTailer>[0]) {
  const seen: Seen[] = []
  const stop = createLogTailer({pollMs: 5, ...options}).follow({out, err}, ({source, start, bytes}) =>
    seen.push({source, start, text: Buffer.from(bytes).toString('latin1')}),
  )
  const text = () => seen.map(chunk => chunk.text).join('')
  return {seen, text, stop}
}

test('reports what is there and what is added, each with its place', async () => {
  writeFileSync(err, 'one\n')
  const {seen, text, stop} = follow()
  await vi.waitUntil(() => text() === 'one\n')

  appendFileSync(err, 'two\nthr')
  await vi.waitUntil(() => text() === 'one\ntwo\nthr')
  appendFileSync(err, 'ee\n')
  await stop()

  expect(seen).toEqual([
    {source: 'err', start: 0, text: 'one\n'},
    {source: 'err', start: 4, text: 'two\nthr'},
    {source: 'err', start: 11, text: 'ee\n'},
  ])
})

test('waits for files that do not exist yet', async () => {
  const {text, stop} = follow()

  writeFileSync(out, 'late\n')
  await vi.waitUntil(() => text() === 'late\n')
  await stop()

  expect(text()).toBe('late\n')
})

test('reads to the end when it is stopped', async () => {
  writeFileSync(out, 'a\n')
  const {text, stop} = follow({pollMs: 60_000})
  await vi.waitUntil(() => text() === 'a\n')

  appendFileSync(out, 'b\nc\n')
  await stop()

  expect(text()).toBe('a\nb\nc\n')
})

test('a flood comes in pieces, each file in its turn, and nothing of it is lost', async () => {
  writeFileSync(out, 'x'.repeat(10_000))
  writeFileSync(err, 'y'.repeat(3000))
  const {seen, text, stop} = follow({maxBytesPerTick: 2000, chunkBytes: 1000})
  await stop()

  expect(text().length).toBe(13_000)
  expect(Math.max(...seen.map(chunk => chunk.text.length))).toBe(1000)
  expect(seen.slice(0, 6).map(({source, start}) => `${source} ${start}`)).toEqual([
    'err 0',
    'err 1000',
    'out 0',
    'out 1000',
    'err 2000',
    'out 2000',
  ])
})

test('reads any part of a file, as far as it goes', async () => {
  writeFileSync(out, '0123456789')
  const {read} = createLogTailer()
  const part = async (start: number, end: number) => Buffer.from(await read(out, start, end)).toString()

  expect(await part(2, 5)).toBe('234')
  expect(await part(8, 50)).toBe('89')
  expect(await part(50, 60)).toBe('')
  expect(await read(path.join(folder, 'none'), 0, 5)).toEqual(new Uint8Array())
})
