import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {afterEach, expect, test} from 'vitest'
import {groupCpuMs, psTimeMs} from '../../src/system/process-usage.ts'

const groups: number[] = []

afterEach(() => {
  for (const group of groups.splice(0)) process.kill(-group, 'SIGKILL')
})

/** A process group of its own, once it has said that it is at it. */
async function group(script: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', script], {detached: true, stdio: ['ignore', 'pipe', 'inherit']})
  const pid = child.pid ?? 0
  groups.push(pid)
  await once(child.stdout, 'data')
  return pid
}

/** What it takes while another process computes for a while. */
async function whileAnotherComputes(pid: number): Promise<number> {
  const before = (await groupCpuMs(pid)) ?? 0
  const other = spawn(process.execPath, ['-e', 'const end = Date.now() + 400; while (Date.now() < end);'])
  await once(other, 'exit')
  return ((await groupCpuMs(pid)) ?? 0) - before
}

test('a busy loop takes the processor, in a child of the group as well', async () => {
  const busy = await group(
    `require('node:child_process').spawn(process.execPath, ['-e', 'console.log(1); for (;;);'], {stdio: 'inherit'})`,
  )

  expect(await whileAnotherComputes(busy)).toBeGreaterThan(20)
})

test('one that sleeps takes nothing', async () => {
  const asleep = await group(`console.log(1); setInterval(() => undefined, 60_000)`)
  // What it takes to start isn't what it takes to sleep.
  await whileAnotherComputes(asleep)

  expect(await whileAnotherComputes(asleep)).toBeLessThanOrEqual(20)
})

test('of a group that is gone nothing can be told', async () => {
  expect(await groupCpuMs(4_194_305)).toBeUndefined()
})

test('reads the times of ps', () => {
  expect(['00:00:07', '1:02:03', '2-00:00:01', '0:01.25'].map(psTimeMs)).toEqual([7000, 3_723_000, 172_801_000, 1250])
})
