import {expect, test} from 'vitest'
import {watchLife} from '../../../src/cli/faces/watch-life.ts'
import {type LifeSign, tellLife} from '../../../src/domain/life-sign.ts'
import type {JournalEvent} from '../../../src/journal/event.ts'
import {moment} from '../../support/state-file.ts'

const log = {out: '/logs/m.out', err: '/logs/m.err'}
const process = {pid: 4711, startTime: '1', bootId: 'b'}
const started: JournalEvent = {
  type: 'command-started',
  step: 'raise-rust',
  attempt: 1,
  marker: 'm',
  argv: ['cargo', 'check'],
  cwd: '/repo',
  ...log,
}
const running: JournalEvent = {type: 'command-running', marker: 'm', process}
const ended: JournalEvent = {type: 'command-ended', marker: 'm', outcome: 'exit 0', durationMs: 1}

test('a build that says nothing and computes is told to do so, after two minutes', async () => {
  const seen = await watched({minutes: 4, cpuMsAt: atMs => atMs * 1.8})

  expect(words(seen)).toEqual([
    undefined,
    'no output for 2 min, still computing',
    'no output for 3 min, still computing',
    'no output for 4 min, still computing',
  ])
})

test('one that neither says nor computes anything may hang, with what it may wait for', async () => {
  const seen = await watched({minutes: 4, cpuMsAt: () => 350})

  expect(words(seen).at(-1)).toBe(
    'no output, no CPU for 4 min: it may hang (does it wait for a lock, the network or input?)',
  )
  expect(tellLife(seen.at(-1) ?? sign(), {short: true})).toBe('no output, no CPU for 4 min: it may hang')
})

test('a breath of the processor every now and then is no computing', async () => {
  const seen = await watched({minutes: 4, cpuMsAt: atMs => 350 + Math.floor(atMs / 1000)})

  expect(words(seen).at(-1)).toContain('it may hang')
})

test('what it said it waits for is told after ten seconds, whatever else it does', async () => {
  const waiting = '    \x1b[1mBlocking\x1b[0m waiting for file lock on build directory\n'
  const seen = await watched({minutes: 1, cpuMsAt: () => 0, said: () => waiting})

  expect(words(seen)).toEqual(['it waits for another cargo: file lock on build directory'])
})

test('output ends the silence', async () => {
  const seen = await watched({minutes: 5, cpuMsAt: () => 0, bytesAt: atMs => (atMs < 250_000 ? 10 : 20)})

  expect(words(seen)[3]).toContain('it may hang')
  expect(words(seen).at(-1)).toBeUndefined()
})

test('where the processor can’t be asked, silence alone is told', async () => {
  const seen = await watched({minutes: 3, cpuMsAt: () => undefined})

  expect(words(seen).at(-1)).toBe('no output for 3 min')
})

test('a command that stands still on purpose isn’t looked at, and its silence counts from when it goes on', async () => {
  const world = fakeWorld({cpuMsAt: () => 0})
  world.hear(started, running)
  await world.pass(60_000)
  world.hear({type: 'command-paused', marker: 'm', why: 'disk'})
  await world.pass(600_000)
  expect(world.told.at(-1)).toBeUndefined()
  world.hear({type: 'command-resumed', marker: 'm', by: 'Ada'})
  await world.pass(60_000)

  expect(world.told.at(-1)?.quietMs).toBeLessThanOrEqual(60_000)
})

test('nothing is looked at when no command runs', async () => {
  const world = fakeWorld({cpuMsAt: () => 0})
  world.hear(started, running)
  await world.pass(20_000)
  world.hear(ended)

  expect(world.told.at(-1)).toBeUndefined()
  expect(world.pending()).toBe(0)
})

type World = {
  readonly cpuMsAt: (atMs: number) => number | undefined
  readonly bytesAt?: (atMs: number) => number
  readonly said?: () => string
}

/** The signs at the end of each minute of a command. */
async function watched({minutes, ...given}: World & {readonly minutes: number}): Promise<readonly LifeSign[]> {
  const world = fakeWorld(given)
  world.hear(started, running)
  const seen: LifeSign[] = []
  for (let minute = 0; minute < minutes; minute++) {
    await world.pass(60_000)
    const last = world.told.at(-1)
    if (last !== undefined) seen.push(last)
  }
  world.close()
  return seen
}

function words(seen: readonly LifeSign[]): readonly (string | undefined)[] {
  return seen.map(one => tellLife(one))
}

function sign(): LifeSign {
  return {marker: 'm', quietMs: 0}
}

/** A clock that passes only when it is told to. */
function fakeWorld({cpuMsAt, bytesAt = () => 10, said = () => ''}: World) {
  let nowMs = 1000
  const due: {atMs: number; run: () => void}[] = []
  const told: (LifeSign | undefined)[] = []
  const watch = watchLife({
    programs: {cpuMs: async () => cpuMsAt(nowMs)},
    clock: {monotonicMs: () => nowMs},
    sizeOf: async file => (file === log.err ? bytesAt(nowMs) : 0),
    readLog: async () => said(),
    tell: one => told.push(one),
    later(delayMs, run) {
      const one = {atMs: nowMs + delayMs, run}
      due.push(one)
      return () => void due.splice(due.indexOf(one) >>> 0, 1)
    },
  })
  return {
    told,
    pending: () => due.length,
    close: watch.close,
    hear(...events: readonly JournalEvent[]) {
      for (const event of events) watch.hear({at: moment, event})
    },
    async pass(ms: number) {
      const endMs = nowMs + ms
      for (;;) {
        await settled()
        const next = due.filter(({atMs}) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined) break
        due.splice(due.indexOf(next), 1)
        nowMs = next.atMs
        next.run()
      }
      nowMs = endMs
    },
  }
}

/** Lets what has been resolved be noticed. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
