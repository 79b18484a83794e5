import fc from 'fast-check'
import {expect, test} from 'vitest'
import {leavesOf} from '../../src/editors/leaves.ts'
import {disproveChanges} from '../../src/editors/prove-changes.ts'

const change = {span: {start: 0, end: 4}, from: '1.75', to: '1.86'}

test('accepts exactly the wanted change', () => {
  expect(objection({rust: '1.75', name: 'host'}, {rust: '1.86', name: 'host'})).toBeUndefined()
})

test('accepts a change inside a longer value, and several in one', () => {
  expect(
    objection({run: 'cargo +1.75 test\ncargo +1.75 doc'}, {run: 'cargo +1.86 test\ncargo +1.86 doc'}, 2),
  ).toBeUndefined()
})

test.each([
  ['another value changes', {rust: '1.75', name: 'host'}, {rust: '1.86', name: 'guest'}],
  ['a value vanishes', {rust: '1.75', name: 'host'}, {rust: '1.86'}],
  ['a value appears', {rust: '1.75'}, {rust: '1.86', name: 'host'}],
  ['nothing changes', {rust: '1.75'}, {rust: '1.75'}],
  ['the wrong value is written', {rust: '1.75'}, {rust: '1.87'}],
  ['text becomes a number', {rust: '1.75'}, {rust: 1.86}],
  ['the change happens twice', {rust: '1.75', other: '1.75'}, {rust: '1.86', other: '1.86'}],
  ['a list becomes a table', {rust: ['1.75']}, {rust: {'0': '1.86'}}],
])('objects when %s', (_name, before, after) => {
  expect(objection(before, after)).toEqual(expect.any(String))
})

test('never takes one text for another with a change it does not hold', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({minLength: 1}), (head, tail, junk) => {
      fc.pre(!tail.startsWith(junk))
      expect(objection({text: `${head}1.75${tail}`}, {text: `${head}1.86${junk}${tail}x`})).toEqual(expect.any(String))
    }),
  )
})

function objection(before: unknown, after: unknown, times = 1): string | undefined {
  const changes = Array.from({length: times}, () => change)
  return disproveChanges({before: leavesOf(before), after: leavesOf(after), drops: new Set()}, changes)
}
