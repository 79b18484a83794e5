import {expect, test} from 'vitest'
import {createPaint, shouldColour} from '../../src/cli/paint.ts'

test.each([
  {choice: 'auto', isTerminal: true, variables: {}, expected: true},
  {choice: 'auto', isTerminal: false, variables: {}, expected: false},
  {choice: 'auto', isTerminal: true, variables: {TERM: 'dumb'}, expected: false},
  {choice: 'auto', isTerminal: true, variables: {NO_COLOR: '1'}, expected: false},
  {choice: 'auto', isTerminal: true, variables: {NO_COLOR: ''}, expected: true},
  {choice: 'auto', isTerminal: true, variables: {NO_COLOR: '0'}, expected: false},
  {choice: 'auto', isTerminal: false, variables: {FORCE_COLOR: '1'}, expected: true},
  {choice: 'auto', isTerminal: true, variables: {FORCE_COLOR: '0'}, expected: false},
  {choice: 'auto', isTerminal: true, variables: {FORCE_COLOR: 'false'}, expected: false},
  {choice: 'auto', isTerminal: false, variables: {FORCE_COLOR: ''}, expected: false},
  {choice: 'auto', isTerminal: true, variables: {NO_COLOR: '1', FORCE_COLOR: '1'}, expected: false},
  {choice: 'always', isTerminal: false, variables: {NO_COLOR: '1', TERM: 'dumb'}, expected: true},
  {choice: 'never', isTerminal: true, variables: {FORCE_COLOR: '1'}, expected: false},
] as const)('$choice on a terminal ($isTerminal) with $variables colours: $expected', given => {
  expect(shouldColour(given.choice, given.isTerminal, given.variables)).toBe(given.expected)
})

test('paint ends what it begins, and is nothing at all without colour', () => {
  expect(createPaint(true).red('no')).toBe('\x1b[31mno\x1b[39m')
  expect(createPaint(true).bold('so')).toBe('\x1b[1mso\x1b[22m')
  expect(Object.values(createPaint(false)).map(paint => paint('text'))).toEqual(Array.from({length: 6}, () => 'text'))
})
