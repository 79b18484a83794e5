import {appendFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, expect, test, vi} from 'vitest'
import type {LogChunk} from '../../src/domain/ports.ts'
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

function follow(options?: Parameters<typeof createLogTailer>[0]) {
  const chunks: LogChunk[] = []
  const stop = createLogTailer({pollMs: 5, ...options}).follow({out, err}, chunk => chunks.push(chunk))
  const lines = () => chunks.flatMap(chunk => chunk.lines)
  return {chunks, lines, stop}
}

test('reports what is there and what is added', async () => {
  writeFileSync(err, 'one\n')
  const {lines, stop} = follow()
  await vi.waitUntil(() => lines().length === 1)

  appendFileSync(err, 'two\nthr')
  await vi.waitUntil(() => lines().length === 2)
  appendFileSync(err, 'ee\n')
  await stop()

  expect(lines()).toEqual(['one', 'two', 'three'])
})

test('waits for files that do not exist yet', async () => {
  const {lines, stop} = follow()

  writeFileSync(out, 'late\n')
  await vi.waitUntil(() => lines().length === 1)
  await stop()

  expect(lines()).toEqual(['late'])
})

test('reads to the end when it is stopped', async () => {
  writeFileSync(out, 'a\n')
  const {lines, stop} = follow({pollMs: 60_000})
  await vi.waitUntil(() => lines().length === 1)

  appendFileSync(out, 'b\nc\n')
  await stop()

  expect(lines()).toEqual(['a', 'b', 'c'])
})

test('puts characters together that two reads tore apart', async () => {
  const bytes = Buffer.from('Größe: 写入\n')
  writeFileSync(out, bytes.subarray(0, 3))
  const {chunks, lines, stop} = follow()
  await vi.waitUntil(() => chunks.length === 1)

  appendFileSync(out, bytes.subarray(3, 11))
  await vi.waitUntil(() => chunks.length === 2)
  appendFileSync(out, bytes.subarray(11))
  await stop()

  expect(lines()).toEqual(['Größe: 写入'])
})

test('shows the unfinished line as it stands', async () => {
  writeFileSync(err, 'done\n    Building [=> ] 3/36: c00\r')
  const {chunks, stop} = follow()
  await vi.waitUntil(() => chunks.length === 1)
  await stop()

  expect(chunks).toEqual([{source: 'err', lines: ['done'], open: '    Building [=> ] 3/36: c00\r', skippedLines: 0}])
})

test('passes over what nobody can read, and counts it', async () => {
  writeFileSync(out, Array.from({length: 10_000}, (_, at) => `line ${at}\n`).join(''))
  const {chunks, lines, stop} = follow({keptBytes: 1000})
  await vi.waitUntil(() => chunks.length === 1)
  await stop()

  const skipped = chunks.reduce((sum, chunk) => sum + chunk.skippedLines, 0)
  expect(lines().at(-1)).toBe('line 9999')
  expect(lines().length).toBeLessThan(110)
  expect(skipped + lines().length).toBe(10_000)
})

test('reads no more in one go than it may', async () => {
  writeFileSync(out, 'x'.repeat(99).concat('\n').repeat(100))
  const {chunks, lines, stop} = follow({maxBytesPerTick: 1000, keptBytes: 1000})
  await stop()

  expect(lines()).toHaveLength(100)
  expect(Math.max(...chunks.map(chunk => chunk.lines.length))).toBeLessThanOrEqual(10)
})
