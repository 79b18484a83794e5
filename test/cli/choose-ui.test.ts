import {expect, test} from 'vitest'
import {chooseUi} from '../../src/cli/run.ts'

const somebody = {isStdinTerminal: true, isStdoutTerminal: true, variables: {TERM: 'xterm'}}

const unasked = {ui: 'auto', yes: false, screenReader: false} as const
const nobody = {isStdinTerminal: false, isStdoutTerminal: false, variables: {CI: '1', TERM: 'dumb'}}

test.each([
  {why: 'somebody sits there', given: {}, expected: 'tui'},
  {why: 'stdin is a file', given: {isStdinTerminal: false}, expected: 'plain'},
  {why: 'stdout is a pipe', given: {isStdoutTerminal: false}, expected: 'plain'},
  {why: 'the terminal is dumb', given: {variables: {TERM: 'dumb'}}, expected: 'plain'},
  {why: 'it is a CI job', given: {variables: {CI: 'true'}}, expected: 'plain'},
  {why: 'CI is set to nothing', given: {variables: {CI: ''}}, expected: 'tui'},
  {why: 'CI is denied', given: {variables: {CI: 'false'}}, expected: 'tui'},
  {why: 'CI is zero', given: {variables: {CI: '0'}}, expected: 'tui'},
  {why: 'a screen reader is in use', given: {variables: {INK_SCREEN_READER: 'true'}}, expected: 'lines'},
  {
    why: 'it is in use on a dumb terminal',
    given: {variables: {INK_SCREEN_READER: '1', TERM: 'dumb'}},
    expected: 'lines',
  },
  {why: 'it is denied', given: {variables: {INK_SCREEN_READER: 'false'}}, expected: 'tui'},
  {
    why: 'it is in use, but a pipe is read that may hold anything',
    given: {isStdinTerminal: false, variables: {INK_SCREEN_READER: 'true'}},
    expected: 'plain',
  },
] as const)('$expected when $why', ({given, expected}) => {
  expect(chooseUi({...somebody, ...given}, unasked)).toBe(expected)
})

test.each(['tui', 'plain', 'json'] as const)('an explicit %s wins in both directions', ui => {
  expect([chooseUi(somebody, {...unasked, ui}), chooseUi(nobody, {...unasked, ui})]).toEqual([ui, ui])
})

test('an explicit --screen-reader wins in both directions: answers may come through a pipe', () => {
  const asked = {...unasked, screenReader: true}

  expect([chooseUi(somebody, asked), chooseUi(nobody, asked)]).toEqual(['lines', 'lines'])
})

test('who has answered everything beforehand gets lines, whatever reads them', () => {
  const reader = {...somebody, variables: {INK_SCREEN_READER: 'true'}}

  expect([somebody, reader].map(given => chooseUi(given, {...unasked, yes: true}))).toEqual(['plain', 'plain'])
})
