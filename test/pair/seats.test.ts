import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Question} from '../../src/domain/question.ts'
import type {WheelMove} from '../../src/domain/wheel-view.ts'
import {approvalQuestion} from '../../src/pair/approval.ts'
import {entitled, mayMove, type Seat, uniqueName} from '../../src/pair/seats.ts'
import {everyQuestion} from '../support/every-question.ts'

const atHost: Seat = {at: 'host', people: [{name: 'Ada'}, {name: 'Dee'}]}
const bo: Seat = {at: 'guest', guest: {name: 'Bo', role: 'navigator'}}
const vi: Seat = {at: 'guest', guest: {name: 'Vi', role: 'viewer'}}
const gate = everyQuestion['after-step']

/** In one word. */
function worth(question: Question, answer: {option: string; item?: string; text?: string}, seat: Seat, driver: string) {
  const verdict = entitled(question, answer, seat, driver)
  return typeof verdict === 'string' ? verdict : 'denied'
}

describe('an answer', () => {
  test('counts from the seat of who drives, and is a suggestion from any other but a viewer’s', () => {
    const adopt = (seat: Seat, driver: string) => worth(gate, {option: 'adopt'}, seat, driver)

    expect([adopt(atHost, 'Ada'), adopt(atHost, 'Dee'), adopt(bo, 'Bo')]).toEqual(Array(3).fill('answers'))
    expect([adopt(atHost, 'Bo'), adopt(bo, 'Ada')]).toEqual(Array(2).fill('suggests'))
    expect([adopt(vi, 'Ada'), adopt(vi, 'Vi')]).toEqual(Array(2).fill('denied'))
  })

  test('that leaves the upgrade is for the host’s terminal, whoever drives', () => {
    expect(worth(gate, {option: 'quit'}, atHost, 'Bo')).toBe('answers')
    expect(worth(gate, {option: 'quit'}, bo, 'Bo')).toBe('denied')
  })

  test('from elsewhere is one of those that are offered, with an item and a text that can be meant', () => {
    const target = everyQuestion.target
    const {plan} = everyQuestion
    expect(worth(target, {option: 'choose', text: '36.0.14'}, bo, 'Bo')).toBe('answers')
    expect(worth(plan, {option: 'start', text: 'raise-rust refresh-lockfile'}, bo, 'Bo')).toBe('answers')
    expect(worth(everyQuestion.undo, {option: 'undo', item: 'all'}, bo, 'Bo')).toBe('answers')
    for (const [question, answer] of [
      [target, {option: 'choose', text: '99.0.0'}],
      [plan, {option: 'start', text: 'rm -rf'}],
      [everyQuestion.undo, {option: 'undo', item: 'only:rust'}],
      [everyQuestion.checklist, {option: 'done', item: 'z'}],
      [gate, {option: 'toString'}],
      [gate, {option: 'adopt', item: 'a'}],
      [
        {...gate, options: [{id: 'mend', key: 'm', label: 'Mend', disabledBecause: 'Nothing is proposed'}]},
        {option: 'mend'},
      ],
    ] as const)
      expect(worth(question, answer, bo, 'Bo')).toBe('denied')
  })
})

test('an approval is given by everybody for themselves, at their own seat, and refused by whoever it concerns', () => {
  const asked = approvalQuestion({what: 'Undo everything', lines: []}, 'hash', [{name: 'Dee'}, {name: 'Bo'}])
  const [dee, own, no] = ['agree-0', 'agree-1', 'refuse'].map(option => ({option}))
  if (dee === undefined || own === undefined || no === undefined) throw new Error('three answers')

  expect([worth(asked, dee, atHost, 'Ada'), worth(asked, own, bo, 'Ada')]).toEqual(['answers', 'answers'])
  expect([worth(asked, own, atHost, 'Ada'), worth(asked, dee, bo, 'Ada')]).toEqual(['denied', 'denied'])
  expect([worth(asked, no, atHost, 'Ada'), worth(asked, no, bo, 'Ada')]).toEqual(['answers', 'answers'])
  expect([worth(asked, no, vi, 'Ada'), worth(asked, dee, vi, 'Ada')]).toEqual(['denied', 'denied'])
  const cy: Seat = {at: 'guest', guest: {name: 'Cy', role: 'navigator'}}
  expect(worth(asked, no, cy, 'Ada')).toBe('denied')
})

test('the wheel is moved by who has it, asked for by others, and taken back at the host’s terminal as long as there is one', () => {
  const moves: readonly WheelMove[] = ['hand-over', 'skip', 'reset', 'pause', 'grant', 'refuse', 'ask', 'take-back']
  const may = (seat: Seat, driver: string) => moves.filter(move => mayMove(move, seat, driver))

  expect(may(atHost, 'Ada')).toEqual(moves)
  expect(may(atHost, 'Bo')).toEqual(['ask', 'take-back'])
  expect(may(bo, 'Bo')).toEqual(moves.filter(move => move !== 'take-back'))
  expect(may(bo, 'Ada')).toEqual(['ask'])
  expect(may(vi, 'Vi')).toEqual([])
  expect(may({at: 'host', people: []}, 'Bo')).toEqual(['ask'])
})

test('a name is nobody else’s, in letters of either case, and means a person', () => {
  const name = fc.oneof(
    fc.constantFrom('Ada', 'ada', 'Ada 2', 'policy', 'YOU', 'x'.repeat(100)),
    fc.string({minLength: 1}),
  )
  fc.assert(
    fc.property(fc.array(name), wanted => {
      const names: string[] = []
      for (const one of wanted) names.push(uniqueName(one, names))
      const known = names.map(one => one.toLowerCase())
      expect(new Set(known).size).toBe(names.length)
      expect(known.filter(one => ['policy', 'you', 'wizard'].includes(one) || one.length > 100)).toEqual([])
    }),
  )
})
