import {afterEach, beforeEach, expect, test, vi} from 'vitest'
import {answerByPolicy} from '../../src/headless/answer-policy.ts'
import {jsonFace} from '../../src/headless/json-face.ts'
import {aProblem, sessionOf, sessionStarted, wholeSession} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'

const at = '2026-11-21T14:05:00.000Z'
const policy = {yes: true, onFailure: 'stop'} as const
const question = {
  id: 'after:raise-rust',
  title: 'Done?',
  subject: {kind: 'after-step', stepId: 'raise-rust', outcome: {kind: 'ok', summary: ''}},
  options: [
    {id: 'accept', key: 'a', label: 'Accept'},
    {id: 'mend', key: 'm', label: 'Mend', disabledBecause: 'Nothing failed'},
  ],
  recommended: 'accept',
} as const

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('every event is given as it is in the state file, but no saved content', () => {
  const {lines, face} = listening()
  for (const event of wholeSession()) face.hear({at: moment, event})

  const expected = wholeSession().filter(event => event.type !== 'content-saved')
  expect(parsed(lines)).toEqual(expected.map(event => ({at: moment, ...event})))
  expect(lines.every(line => !line.includes('\n'))).toBe(true)
})

test('questions are given with why an option is disabled, and with the answer or null when nobody can answer', async () => {
  const told = {
    at,
    type: 'question',
    id: 'after:raise-rust',
    kind: 'after-step',
    step: 'raise-rust',
    title: 'Done?',
    options: question.options,
    recommended: 'accept',
  }
  const answered = listening()
  const silent = listening(false)

  expect(await answered.face.ask(question)).toEqual({option: 'accept', by: 'policy'})
  expect(await silent.face.ask(question)).toBeUndefined()
  expect(parsed([...answered.lines, ...silent.lines])).toEqual([
    {...told, answer: {option: 'accept', by: 'policy'}},
    {...told, answer: null},
  ])
})

test('remarks, activity with its end, problems and a session that goes on are given', () => {
  const {lines, face} = listening()
  const session = sessionOf(sessionStarted)
  face.activity('Reading')
  face.activity(undefined)
  if (session !== undefined) face.resume(session)
  face.say('a\nremark')

  expect(parsed(lines)).toEqual([
    {at, type: 'activity', text: 'Reading'},
    {at, type: 'activity', text: null},
    {at, type: 'session-resumed', sessionId: 'b2f6'},
    {at, type: 'said', text: 'a\nremark'},
  ])
})

test('what takes long is heard of', async () => {
  const {lines, face} = listening()
  face.activity('Reading')
  await vi.advanceTimersByTimeAsync(30_000)

  expect(parsed(lines.slice(1))).toEqual([{at, type: 'still-running', activity: 'Reading', elapsedMs: 30_000}])
})

test('the end says how it ended, what waits and what failed', () => {
  const {lines, face} = listening()
  face.hear({at, event: sessionStarted})
  face.hear({at, event: {type: 'step-blocked', step: 'raise-rust', problem: aProblem}})
  face.end({exitCode: 10, end: {kind: 'waiting', question}, lines: []})

  expect(parsed(lines).at(-1)).toEqual({
    at,
    type: 'ended',
    exitCode: 10,
    end: 'waiting',
    waitingFor: 'after:raise-rust',
    failed: [{step: 'raise-rust', kind: 'blocked', problem: aProblem}],
  })
})

test('a problem that ends the run too soon is given before the end', () => {
  const {lines, face} = listening()
  face.end({exitCode: 3, problem: aProblem, lines: []})

  expect(parsed(lines)).toEqual([
    {at, type: 'problem', problem: aProblem},
    {at, type: 'ended', exitCode: 3, end: 'problem', failed: []},
  ])
})

function listening(yes = true) {
  const lines: string[] = []
  const face = jsonFace({
    write: line => lines.push(line),
    answer: answerByPolicy({...policy, yes}),
    now: () => at,
    nowMs: () => Date.now(),
    readLog: async () => '',
  })
  return {lines, face}
}

function parsed(lines: readonly string[]): readonly unknown[] {
  return lines.map(line => JSON.parse(line))
}
