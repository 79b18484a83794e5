import {expect, test} from 'vitest'
import {chooseUi} from '../../src/cli/run.ts'

const somebody = {isStdinTerminal: true, isStdoutTerminal: true, variables: {TERM: 'xterm'}}

test.each([
  {why: 'somebody sits there', given: {}, expected: 'tui'},
  {why: 'stdin is a file', given: {isStdinTerminal: false}, expected: 'plain'},
  {why: 'stdout is a pipe', given: {isStdoutTerminal: false}, expected: 'plain'},
  {why: 'the terminal is dumb', given: {variables: {TERM: 'dumb'}}, expected: 'plain'},
  {why: 'it is a CI job', given: {variables: {CI: 'true'}}, expected: 'plain'},
  {why: 'CI is set to nothing', given: {variables: {CI: ''}}, expected: 'tui'},
  {why: 'CI is denied', given: {variables: {CI: 'false'}}, expected: 'tui'},
  {why: 'CI is zero', given: {variables: {CI: '0'}}, expected: 'tui'},
] as const)('$expected when $why', ({given, expected}) => {
  expect(chooseUi({...somebody, ...given}, 'auto')).toBe(expected)
})

test.each(['tui', 'plain', 'json'] as const)('an explicit %s wins in both directions', asked => {
  const nobody = {isStdinTerminal: false, isStdoutTerminal: false, variables: {CI: '1', TERM: 'dumb'}}

  expect([chooseUi(somebody, asked), chooseUi(nobody, asked)]).toEqual([asked, asked])
})
