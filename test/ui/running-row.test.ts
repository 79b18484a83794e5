import {expect, test} from 'vitest'
import type {LifeSign} from '../../src/domain/life-sign.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {emptyTail, emptyView, type Tail, type WizardView} from '../../src/store/view.ts'
import type {Row} from '../../src/ui/rows/row.ts'
import {heartbeatRow, runningRow} from '../../src/ui/rows/running-row.ts'
import {sessionOf, sessionStarted} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'
import {drive} from './drive.tsx'

const progress = {done: 41, total: 164, label: 'serde, syn'}

test('the time it took before is what to expect, and later what it took', () => {
  expect(told(runningRow, {atMs: 72_000})).toMatch(/^running +1:12 of about 2:10 +pid 7$/)
  expect(told(runningRow, {atMs: 151_000})).toMatch(/^running +2:31, took 2:10 before +pid 7$/)
})

test('what never ran before, or in no time, is told by its own time alone', () => {
  expect(told(runningRow, {atMs: 72_000, tookMs: undefined})).toMatch(/^running +1:12 +pid 7$/)
  expect(told(runningRow, {atMs: 72_000, tookMs: 400})).toMatch(/^running +1:12 +pid 7$/)
})

test('units done of all stand beside the times', () => {
  const text = told(runningRow, {atMs: 72_000, tail: {...emptyTail, progress}})

  expect(text).toMatch(/^█+░+ {2} 41 of 164.* {2}1:12 of about 2:10 +pid 7$/)
})

test('elsewhere the last thing that was said shows that it lives', () => {
  const lines = ['running 12 tests', '\x1b[32mtest host::starts ... ok\x1b[0m', '']

  expect(told(heartbeatRow, {atMs: 5000, tail: {lines, totalLines: 3}})).toMatch(
    /^● running {2}test host::starts \.\.\. ok +0:05 of about 2:10$/,
  )
})

test('a view other than its own tells of the command as well', async () => {
  const {text, press, wait} = drive('running')
  await wait()

  await press('3')

  expect(text()).toMatch(/█+░+ {2}131 of 164/)
  expect(text()).toMatch(/pid 41872/)
})

test('silence is told in place of the bar, with the process number where there is room', () => {
  const hung = {marker: 'now', quietMs: 250_000, idleMs: 250_000}

  expect(told(runningRow, {atMs: 251_000, life: {...hung, idleMs: 3000}})).toMatch(
    /^● no output for 4 min, still computing +4:11, took 2:10 before +pid 7$/,
  )
  expect(told(runningRow, {atMs: 100_000, tookMs: undefined, life: hung})).toMatch(
    /^● no output, no CPU for 4 min: it may hang +1:40 +pid 7$/,
  )
  expect(told(heartbeatRow, {atMs: 251_000, life: {...hung, waitsFor: 'another cargo: file lock'}})).toMatch(
    /^● it waits for another cargo: file lock +4:11/,
  )
})

test('what was seen of another command says nothing about this one', () => {
  const life = {marker: 'before', quietMs: 250_000, idleMs: 250_000}

  expect(told(runningRow, {atMs: 72_000, life})).toMatch(/^running/)
})

test('a suspended machine and a clock that was set back are not in its time', () => {
  const began = {marker: 'now', steadyMs: 5000}
  const slept = {atMs: 8 * 3_600_000, steady: {began, steadyMs: 77_000}}

  expect(told(runningRow, slept)).toMatch(/^running +1:12 of about 2:10/)
  expect(told(runningRow, {atMs: -3_600_000})).toMatch(/^running +0:00 of about 2:10/)
})

type Circumstance = {
  readonly atMs: number
  readonly tookMs?: number | undefined
  readonly tail?: Tail
  readonly life?: LifeSign
  readonly steady?: Pick<WizardView, 'began' | 'steadyMs'>
}

/** The row's text while a command runs that took a while in the step before. */
function told(row: typeof runningRow, {atMs, tail = emptyTail, life, steady, ...rest}: Circumstance): string {
  const tookMs = 'tookMs' in rest ? rest.tookMs : 130_000
  const before = tookMs === undefined ? [] : run('raise-rust', 'before', tookMs)
  const session = sessionOf(sessionStarted, ...before, ...run('refresh-lockfile', 'now'))
  const command = session?.steps[1]?.commands[0]
  if (session === undefined || command === undefined) throw new Error('no command')
  const view: WizardView = {
    ...emptyView({columns: 80, rows: 24}, Date.parse(moment) + atMs),
    session,
    tail,
    ...(life && {life}),
    ...steady,
  }
  return textOf(row(command, view, 78))
}

function run(step: string, marker: string, durationMs?: number): readonly JournalEvent[] {
  const of = {step, attempt: 1}
  return [
    {type: 'step-started', ...of, summary: '', writes: [], touches: []},
    {type: 'command-started', ...of, marker, argv: ['cargo', 'check'], cwd: '/r', out: '/o', err: '/e'},
    {type: 'command-running', marker, process: {pid: 7, startTime: '1', bootId: 'b'}},
    ...(durationMs === undefined ? [] : [{type: 'command-ended' as const, marker, outcome: 'exit 0', durationMs}]),
  ]
}

function textOf(row: Row): string {
  return row.map(({text}) => text).join('')
}
