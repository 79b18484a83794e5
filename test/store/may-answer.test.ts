import {describe, expect, test} from 'vitest'
import type {WheelView} from '../../src/domain/wheel-view.ts'
import {approvalQuestion} from '../../src/pair/approval.ts'
import {mayAnswer, mayChoose} from '../../src/store/may-answer.ts'
import {beforeQuestion} from '../ui/fake-views.ts'

const bo = {name: 'Bo', role: 'navigator'} as const
const cy = {name: 'Cy', role: 'viewer'} as const
const driving = (driver: string): WheelView => ({driver, next: 'Bo', others: ['Bo'], guests: [bo, cy]})

test('alone, everything is answered', () => {
  expect(mayAnswer({})).toBe('answers')
})

test('where the wizard runs everything is answered, unless a guest drives', () => {
  expect(mayAnswer({wheel: driving('Ada')})).toBe('answers')
  expect(mayAnswer({wheel: driving('Bo')})).toBe('suggests')
})

test('a guest answers at the wheel, suggests without it, and as a viewer reads', () => {
  expect(mayAnswer({guest: bo, wheel: driving('Bo')})).toBe('answers')
  expect(mayAnswer({guest: bo, wheel: driving('Ada')})).toBe('suggests')
  expect(mayAnswer({guest: cy, wheel: driving('Ada')})).toBe('reads')
  expect(mayAnswer({guest: cy, wheel: driving('Cy')})).toBe('reads')
})

test('while the host is away nobody answers', () => {
  expect(mayAnswer({guest: bo, wheel: driving('Bo'), isAway: true})).toBe('reads')
})

test('leaving is decided where the wizard runs, whoever drives', () => {
  const quit = {id: 'quit'}

  expect(mayChoose({wheel: driving('Bo')}, beforeQuestion, quit)).toBe('answers')
  expect(mayChoose({guest: bo, wheel: driving('Ada')}, beforeQuestion, quit)).toBe('reads')
})

describe('an agreement', () => {
  const question = approvalQuestion({what: 'Undo everything', lines: []}, 'ab', [{name: 'Bo'}, {name: 'Dee'}])
  const [agreeBo = {id: ''}, agreeDee = {id: ''}] = question.options

  test('is the answer of the one who is named, from where they sit', () => {
    expect(mayChoose({guest: bo, wheel: driving('Ada')}, question, agreeBo)).toBe('answers')
    expect(mayChoose({guest: bo, wheel: driving('Ada')}, question, agreeDee)).toBe('reads')
    expect(mayChoose({wheel: driving('Bo')}, question, agreeDee)).toBe('answers')
    expect(mayChoose({wheel: driving('Bo')}, question, agreeBo)).toBe('reads')
  })

  test('is refused by who drives and by each who is asked', () => {
    const refuse = {id: 'refuse'}

    expect(mayChoose({wheel: driving('Ada')}, question, refuse)).toBe('answers')
    expect(mayChoose({guest: bo, wheel: driving('Ada')}, question, refuse)).toBe('answers')
    expect(mayChoose({guest: {name: 'Eve', role: 'navigator'}, wheel: driving('Ada')}, question, refuse)).toBe('reads')
  })

  test('is nobody else’s, not even the driver’s', () => {
    expect(mayChoose({wheel: driving('Ada')}, question, agreeBo)).toBe('reads')
    expect(mayChoose({guest: bo, wheel: driving('Bo')}, question, agreeDee)).toBe('reads')
  })
})
