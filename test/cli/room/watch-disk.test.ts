import {expect, test} from 'vitest'
import {roomGuard} from '../../../src/cli/room/room-guard.ts'
import {type DiskWatch, type DiskWatchOptions, watchDisk} from '../../../src/cli/room/watch-disk.ts'
import type {MountNeed} from '../../../src/doctor/disk-needs.ts'
import type {Captured} from '../../../src/domain/command.ts'
import type {DiskView, Shortage} from '../../../src/domain/disk-view.ts'
import type {JournalEvent} from '../../../src/journal/event.ts'
import {answering} from '../../support/answering-programs.ts'
import {fakeMachineFiles} from '../../support/fake-machine-files.ts'

const gigabyte = 1e9

test('while a command runs it looks again and again; idle, never', async () => {
  const world = watched()
  await world.settled()
  expect(world.timers()).toBe(0)

  world.hear(started('one'))
  await world.settled()
  expect(world.timers()).toBe(1)
  for (const _ of [1, 2, 3]) await world.tick()
  const looked = world.looks()
  expect(looked).toBeGreaterThanOrEqual(4)

  world.hear(ended('one'))
  await world.settled()
  await world.tick()
  expect(world.timers()).toBe(0)
  expect(world.looks()).toBeLessThanOrEqual(looked + 2)
})

test('one row for each file system, what is built on first, with what is still needed there', async () => {
  const world = watched()
  world.hear(started('one'))
  await world.settled()
  world.free.build = 36 * gigabyte
  await world.tick()

  expect(world.shown().mounts.map(({names, freeBytes, level}) => [names, freeBytes, level])).toEqual([
    [['build output', 'temporary'], 36 * gigabyte, 'ok'],
    [['cargo home'], 50 * gigabyte, 'ok'],
  ])
  // 5 GB were foretold, 2 of them have come.
  expect(world.shown().needBytes).toBe(3 * gigabyte)
})

test('it warns once when room gets low, and says what is still needed', async () => {
  const world = watched()
  world.hear(started('one'))
  world.free.build = 3.4 * gigabyte
  await world.settled()
  world.free.build = 3.2 * gigabyte
  await world.tick()

  expect(world.said).toEqual([
    'Low on room: /repo/target has 3.4 GB left; below 1.0 GB commands are paused. What is left may put about 5.0 GB more on it.',
  ])
})

test('whoever waits for a shortage hears of it at the next look, and looks come faster while room is low', async () => {
  const world = watched()
  world.free.build = 3 * gigabyte
  const low = world.waitsForShortage()
  await world.settled()
  expect(world.latestDelay()).toBe(1000)

  world.free.build = 0.4 * gigabyte
  await world.tick()

  expect(await low).toMatchObject({path: '/repo/target', freeBytes: 0.4 * gigabyte, stopBytes: gigabyte})
})

test('whoever stops waiting hears nothing', async () => {
  const world = watched()
  const stop = new AbortController()
  const low = world.waitsForShortage(stop.signal)
  await world.settled()
  stop.abort()

  expect(await low).toBeUndefined()
})

test('what somebody asks to stay free counts instead', async () => {
  const world = watched({leastFree: 40 * gigabyte})

  expect(await world.waitsForShortage()).toMatchObject({stopBytes: 40 * gigabyte})
})

test('a build folder with cargo’s mark is offered for cleaning, but not what is built in now', async () => {
  const world = watched()
  world.hear(started('one'))
  await world.settled()
  expect(world.shown().build).toMatchObject({path: '/repo/target', sizeBytes: 4000 * 1024})
  expect(reasons(world.shown())).toEqual({
    debug: 'a command is running',
    doc: 'a command is running',
    all: 'a command is running',
  })

  world.hear({type: 'command-paused', marker: 'one', why: 'full'})
  await world.settled()
  const inUse = 'the paused command builds in it'
  expect(reasons(world.shown())).toEqual({debug: inUse, doc: undefined, all: inUse})
  expect(await world.watch.cleaning('doc')).toMatchObject({argv: ['cargo', 'clean', '--doc']})
  expect(await world.watch.cleaning('debug')).toBe(`Not cleaned: ${inUse}`)

  world.hear(ended('one'))
  await world.settled()
  expect(reasons(world.shown())).toEqual({debug: undefined, doc: undefined, all: undefined})
  expect(await world.watch.cleaning('../..')).toBe('Nothing to clean is called ../..')
})

test('a folder without cargo’s mark is never offered, whoever named it as the build folder', async () => {
  const world = watched({files: {}})
  world.hear(started('one'))
  await world.settled()

  expect(world.shown().cleanable).toEqual([])
  expect(world.shown().notCleanable).toContain('/repo/target has no mark')
  expect(await world.watch.cleaning('all')).toBe('Nothing to clean is called all')
})

test('the folder is counted twice a minute at most, and what comes between is estimated', async () => {
  const world = watched()
  world.hear(started('one'))
  await world.settled()
  expect(world.counts()).toBe(1)
  world.free.build -= gigabyte
  for (const _ of [1, 2, 3, 4, 5]) await world.tick()

  expect(world.counts()).toBe(1)
  expect(world.shown().build).toMatchObject({sizeBytes: 4000 * 1024 + gigabyte, isEstimated: true})

  for (const _ of [1, 2, 3, 4, 5, 6]) await world.tick()
  expect(world.counts()).toBe(2)
})

test('what is foretold while a command runs isn’t any more when nothing does', async () => {
  const world = watched()
  world.hear(started('one'))
  await world.settled()
  for (const _ of [1, 2, 3, 4, 5, 6]) {
    world.free.build -= 0.1 * gigabyte
    await world.tick()
  }
  expect(world.shown().mounts[0]?.perMinute).toBe(2 * gigabyte)
  world.hear(ended('one'))
  await world.settled()

  expect(world.shown().mounts[0]).not.toHaveProperty('perMinute')
  expect(world.shown().mounts[0]?.trend.at(-1)).toBeCloseTo(0.6 * gigabyte)
})

test('a build folder that comes with the first command is counted soon, and once more when the step is over', async () => {
  const answers: Captured[] = [{kind: 'failed', reason: 'no such folder'}]
  const world = watched({answers})
  world.hear(started('one'))
  await world.settled()
  expect(world.shown().build).toBeUndefined()
  await world.tick()
  expect(world.shown().build?.sizeBytes).toBe(4000 * 1024)
  expect(world.counts()).toBe(2)

  world.hear(ended('one'))
  world.hear({type: 'step-verified', step: 'prove-build', attempt: 1, summary: ''})
  await world.settled()
  expect(world.counts()).toBe(3)
})

test('after cleaning it is counted at once', async () => {
  const world = watched()
  world.hear(started('one', {isAside: true}))
  await world.settled()
  world.hear(ended('one'))
  await world.settled()

  expect(world.counts()).toBe(2)
})

test('a disk that can’t be asked isn’t watched, and nothing fails for it', async () => {
  const world = watched({isBroken: true})
  world.hear(started('one'))
  await world.settled()
  await world.tick()

  expect(world.said).toEqual([])
})

test('the guard’s problem names the disk, what is still needed and what would make room', async () => {
  const world = watched()
  world.hear(started('one'))
  world.free.build = 0.5 * gigabyte
  const guard = roomGuard(world.watch)
  const shortage = await guard.now()
  if (shortage === undefined) throw new Error('there is room')

  expect(await guard.problem(shortage)).toMatchObject({code: 'disk-full-soon', path: '/repo/target'})
  expect((await guard.problem(shortage)).detail).toContain('/repo/target has 500 MB left, less than the 1.0 GB')
  world.free.build = 9 * gigabyte
  expect(await guard.now()).toBeUndefined()
})

type Given = Partial<Pick<DiskWatchOptions, 'leastFree'>> & {
  readonly files?: Readonly<Record<string, string>>
  readonly isBroken?: boolean
  /** What counting says at first. */
  readonly answers?: Captured[]
}

const mark = '# This file is a cache directory tag created by cargo.\n'
const printed = '8\t./debug/.fingerprint\n3000\t./debug\n900\t./doc\n4000\t.\n'

/** Two disks in a world whose time passes when the test says so. */
function watched({leastFree, files = {'/repo/target/CACHEDIR.TAG': mark}, isBroken = false, answers = []}: Given = {}) {
  const programs = answering({'du -xk -d 2 .': {kind: 'exited', code: 0, stdout: printed, stderr: ''}})
  const free = {build: 38 * gigabyte, home: 50 * gigabyte}
  const said: string[] = []
  let view: DiskView | undefined
  let nowMs = 0
  let looks = 0
  let counts = 0
  const timers: {delayMs: number; run: () => void}[] = []
  let latestDelay = 0
  const watch: DiskWatch = watchDisk({
    env: {
      programs: {
        ...programs,
        capture(command) {
          counts++
          const first = answers.shift()
          return first === undefined ? programs.capture(command) : Promise.resolve(first)
        },
      },
      disk: {
        free: async () => 0,
        mount: async path => {
          if (isBroken) throw new Error('no such disk')
          if (path === '/repo/target') looks++
          return {device: path, sizeBytes: 100 * gigabyte, freeBytes: path === '/home/ada' ? free.home : free.build}
        },
      },
      files: fakeMachineFiles(files),
      clock: {now: () => new Date(nowMs), monotonicMs: () => nowMs},
    },
    needs: async () => [
      need('/home/ada', ['cargo home'], 6),
      need('/repo/target', ['build output', 'temporary'], 5),
      need('/opt', ['rustup home'], 0),
    ],
    buildFolder: async () => '/repo/target',
    cargo: (...words) => ({argv: ['cargo', ...words], cwd: '/repo'}),
    leastFree,
    tell: next => {
      view = next
    },
    say: line => said.push(line),
    later: (delayMs, run) => {
      const timer = {delayMs, run}
      latestDelay = delayMs
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
  })
  const settled = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
  }
  return {
    watch,
    free,
    said,
    settled,
    hear: (event: JournalEvent) => watch.hear({at: '', event}),
    waitsForShortage: (signal = new AbortController().signal): Promise<Shortage | undefined> => watch.whenShort(signal),
    async tick() {
      const timer = timers.shift()
      nowMs += timer?.delayMs ?? 3000
      timer?.run()
      await settled()
    },
    timers: () => timers.length,
    latestDelay: () => latestDelay,
    looks: () => looks,
    counts: () => counts,
    shown() {
      if (view === undefined) throw new Error('nothing was shown')
      return view
    },
  }
}

function need(path: string, names: readonly string[], gigabytes: number): MountNeed {
  const places = names.map(name => ({name, path, leastBytes: 0, needBytes: 0, how: ''}))
  return {path, device: path, freeBytes: 0, leastBytes: 0, needBytes: gigabytes * gigabyte, places}
}

function started(marker: string, more: {isAside?: true} = {}): JournalEvent {
  const argv = ['cargo', 'check']
  return {
    type: 'command-started',
    step: 'prove-build',
    attempt: 1,
    marker,
    argv,
    cwd: '/repo',
    out: '',
    err: '',
    ...more,
  }
}

function ended(marker: string): JournalEvent {
  return {type: 'command-ended', marker, outcome: 'exit 0', durationMs: 1}
}

function reasons({cleanable}: DiskView): Record<string, string | undefined> {
  return Object.fromEntries(cleanable.map(({name, disabledBecause}) => [name, disabledBecause]))
}
