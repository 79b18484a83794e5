import {expect, test} from 'vitest'
import {earlierRunMs} from '../../src/journal/earlier-run.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {sessionOf, sessionStarted} from '../support/journal-events.ts'

const check = ['cargo', 'check', '--workspace']

test('the same words in the same folder, whichever toolchain and whatever hash', () => {
  expect(earlier(['cargo', '+1.75', 'check', '--workspace'])).toBe(130_000)
  expect(earlier(check)).toBe(130_000)
  expect(earlier(['target/debug/deps/lib-0123456789abcdef'], '/r')).toBe(4000)
  expect(earlier([...check, '--offline'])).toBeUndefined()
  expect(earlier(check, '/elsewhere')).toBeUndefined()
})

test('a command is not compared with itself, nor with one that was cut off', () => {
  const {events} = first
  const cutOff = [...events.slice(0, -1), ended('first-1-2', 'cancelled', 9000)]

  expect(earlierOf(events, {marker: 'first-1-1', argv: check, cwd: '/r'})).toBeUndefined()
  expect(earlierOf(cutOff, {marker: 'x', argv: ['target/debug/deps/lib-fedcba9876543210'], cwd: '/r'})).toBeUndefined()
})

test('one that succeeded says more than a later one that failed', () => {
  const again = [
    ...first.events,
    started('refresh-lockfile', 'second-1-1', check),
    ended('second-1-1', 'exit 101', 2000),
  ]

  expect(earlierOf(again, {marker: 'x', argv: check, cwd: '/r'})).toBe(130_000)
})

const first = {
  events: [
    sessionStarted,
    begun('raise-rust'),
    started('raise-rust', 'first-1-1', check),
    ended('first-1-1', 'exit 0', 130_000),
    started('raise-rust', 'first-1-2', ['target/debug/deps/lib-fedcba9876543210']),
    ended('first-1-2', 'exit 101', 4000),
    begun('refresh-lockfile'),
  ] satisfies JournalEvent[],
}

function earlier(argv: readonly string[], cwd = '/r'): number | undefined {
  return earlierOf(first.events, {marker: 'x', argv, cwd})
}

function earlierOf(events: readonly JournalEvent[], command: Parameters<typeof earlierRunMs>[1]): number | undefined {
  const session = sessionOf(...events)
  if (session === undefined) throw new Error('no session')
  return earlierRunMs(session, command)
}

function begun(step: string): JournalEvent {
  return {type: 'step-started', step, attempt: 1, summary: '', writes: [], touches: []}
}

function started(step: string, marker: string, argv: readonly string[]): JournalEvent {
  return {type: 'command-started', step, attempt: 1, marker, argv: [...argv], cwd: '/r', out: '/o', err: '/e'}
}

function ended(marker: string, outcome: string, durationMs: number): JournalEvent {
  return {type: 'command-ended', marker, outcome, durationMs}
}
