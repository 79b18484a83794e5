import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {beatLine} from '../../src/headless/beat-line.ts'
import {type Beat, createHeartbeat} from '../../src/headless/heartbeat.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {fold} from '../../src/journal/fold.ts'
import type {Session} from '../../src/journal/session.ts'
import {sessionOf, sessionStarted} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'

const check = {
  type: 'command-started',
  step: 'raise-rust',
  attempt: 1,
  marker: 'm',
  argv: ['cargo', 'check'],
  cwd: '/repo',
  out: '/repo/out',
  err: '/repo/err',
} as const satisfies JournalEvent
const ended: JournalEvent = {type: 'command-ended', marker: 'm', outcome: 'exit 0', durationMs: 130_000}
const stepStarted: JournalEvent = {
  type: 'step-started',
  step: 'raise-rust',
  attempt: 1,
  summary: '',
  writes: [],
  touches: [],
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('while a command is silent', () => {
  test('it is heard of every half minute until it ends', async () => {
    const {lines, hear} = listening()
    hear(sessionStarted, stepStarted, check)

    await vi.advanceTimersByTimeAsync(29_999)
    expect(lines).toEqual([])
    await vi.advanceTimersByTimeAsync(60_001)
    hear(ended, {type: 'session-ended', verdict: 'stopped'})
    await vi.advanceTimersByTimeAsync(300_000)

    expect(lines).toEqual([
      '… still running after 30 s; output: /repo/err',
      '… still running after 1 min 00 s; output: /repo/err',
      '… still running after 1 min 30 s; output: /repo/err',
    ])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('one that follows the other starts its own half minute', async () => {
    const {lines, hear} = listening()
    hear(sessionStarted, stepStarted, check)

    await vi.advanceTimersByTimeAsync(20_000)
    hear({...check, marker: 'n', err: '/repo/second'})
    await vi.advanceTimersByTimeAsync(30_000)

    expect(lines).toEqual(['… still running after 30 s; output: /repo/second'])
  })

  test('it says how far cargo is, and how long the same command took in an earlier step', async () => {
    const bars =
      '    Building [=> ] 3/36: c00\r\x1b[K\x1b[1m\x1b[96m    Building\x1b[0m [==> ] 17/36: wasmtime, c04(build)\r'
    const {lines, hear} = listening(async file => (file === '/repo/err' ? bars : ''))
    hear(sessionStarted, stepStarted, check, ended)
    hear({...stepStarted, step: 'refresh-lockfile'}, {...check, step: 'refresh-lockfile', marker: 'n'})

    await vi.advanceTimersByTimeAsync(30_000)

    expect(lines).toEqual([
      '… still running after 30 s, 17 of 36: wasmtime, c04(build); in step 1 it took 2 min 10 s; output: /repo/err',
    ])
  })

  test('what an earlier start of the wizard measured counts, a command that was cut short does not', async () => {
    const measured = sessionOf(sessionStarted, stepStarted, check, ended)
    const cut = sessionOf(sessionStarted, stepStarted, check, {...ended, outcome: 'cancelled'})
    const told = []
    for (const session of [measured, cut]) {
      const {lines, resume, hear} = listening()
      resume(session)
      hear({...stepStarted, step: 'refresh-lockfile'}, {...check, step: 'refresh-lockfile', marker: 'n'})
      await vi.advanceTimersByTimeAsync(30_000)
      told.push(...lines)
    }

    expect(told).toEqual([
      '… still running after 30 s; in step 1 it took 2 min 10 s; output: /repo/err',
      '… still running after 30 s; output: /repo/err',
    ])
  })

  test('what was seen of it is said when it says nothing itself', async () => {
    const {lines, hear, heartbeat} = listening()
    hear(sessionStarted, stepStarted, check)

    heartbeat.life({marker: 'm', quietMs: 4000, idleMs: 4000})
    await vi.advanceTimersByTimeAsync(30_000)
    heartbeat.life({marker: 'm', quietMs: 250_000, idleMs: 4000})
    await vi.advanceTimersByTimeAsync(30_000)

    expect(lines).toEqual([
      '… still running after 30 s; output: /repo/err',
      '… still running after 1 min 00 s; no output for 4 min, still computing; output: /repo/err',
    ])
  })

  test('one that an earlier wizard left running is heard of once nobody is asked any more', async () => {
    const {lines, resume, heartbeat} = listening()
    resume(sessionOf(sessionStarted, stepStarted, check))

    heartbeat.stop()
    heartbeat.life({marker: 'm', quietMs: 5000, idleMs: 0})
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lines).toEqual([])
    heartbeat.answered()
    heartbeat.life({marker: 'm', quietMs: 5000, idleMs: 0})
    await vi.advanceTimersByTimeAsync(30_000)

    expect(lines).toEqual(['… still running after 30 s; output: /repo/err'])
  })

  test('a log that can not be read is no reason to be silent', async () => {
    const {lines, hear} = listening(async () => {
      throw new Error('gone')
    })
    hear(sessionStarted, stepStarted, check)

    await vi.advanceTimersByTimeAsync(30_000)

    expect(lines).toHaveLength(1)
  })
})

describe('without a command', () => {
  test('an activity is heard of as well, until it is over', async () => {
    const {lines, heartbeat} = listening()

    heartbeat.activity('Asking cargo')
    await vi.advanceTimersByTimeAsync(60_000)
    heartbeat.activity(undefined)
    await vi.advanceTimersByTimeAsync(60_000)

    expect(lines).toEqual(['… still at it after 30 s: Asking cargo', '… still at it after 1 min 00 s: Asking cargo'])
  })

  test('an activity that knows how far it is says so', async () => {
    const {lines, heartbeat} = listening()

    heartbeat.activity('Searching the code')
    heartbeat.amount({done: 120, total: 4000})
    await vi.advanceTimersByTimeAsync(30_000)

    expect(lines).toEqual(['… still at it after 30 s, 120 of 4000: Searching the code'])
  })

  test('a step that edits for long, and the look at the next one, are heard of', async () => {
    const {lines, hear} = listening()

    hear(sessionStarted, stepStarted)
    await vi.advanceTimersByTimeAsync(30_000)
    hear({type: 'step-skipped', step: 'raise-rust', by: 'policy'})
    await vi.advanceTimersByTimeAsync(30_000)

    expect(lines).toEqual([
      '… still at it after 30 s: Raise Rust',
      '… still at it after 30 s: Looking at the next step',
    ])
  })

  test('nothing is heard while somebody is asked', async () => {
    const {lines, hear, heartbeat} = listening()

    hear(sessionStarted, stepStarted)
    heartbeat.stop()
    await vi.advanceTimersByTimeAsync(600_000)

    expect(lines).toEqual([])
  })
})

/** A heartbeat that hears events with the session that they make, and the lines it says. */
function listening(readLog: (file: string) => Promise<string> = async () => '') {
  const lines: string[] = []
  const beat = (one: Beat) => lines.push(beatLine(one))
  const heartbeat = createHeartbeat({beat, nowMs: () => Date.now(), readLog})
  let session: Session | undefined
  return {
    lines,
    heartbeat,
    resume(found: Session | undefined) {
      session = found
      if (found !== undefined) heartbeat.resume(found)
    },
    hear(...events: readonly JournalEvent[]) {
      for (const event of events) {
        session = fold(session, {at: moment, event})
        heartbeat.hear({at: moment, event}, session)
      }
    },
  }
}
