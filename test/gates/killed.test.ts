import {expect, test} from 'vitest'
import {killedProblem} from '../../src/gates/killed.ts'
import {killedLine} from '../../src/measure/killed-line.ts'

const killed = {command: 'cargo test', signal: 'SIGKILL', log: '.upgrade-wizard/logs/1.err'}

test('a kill while the system ran out of memory is put down to that, with what makes it need less', () => {
  const problem = killedProblem({...killed, oomKills: 1})

  expect(problem.title).toBe('Ended by SIGKILL: cargo test')
  expect(problem.detail).toContain('for want of memory')
  expect(problem.nextSteps[0]).toContain('CARGO_BUILD_JOBS=1')
})

test('without a count the likely reason is named as likely', () => {
  expect(killedProblem(killed).detail).toBe(
    'It was killed, not by the wizard: mostly that is the system, when memory runs out.',
  )
})

test('a count that stayed the same says that it was somebody, or a container’s limit', () => {
  expect(killedProblem({...killed, oomKills: 0}).detail).toContain('a limit of the container')
})

test('other signals are a crash, or somebody’s doing, and nothing about memory', () => {
  expect(killedProblem({...killed, signal: 'SIGSEGV'}).detail).toContain('crashed')
  expect(killedProblem({...killed, signal: 'SIGTERM'}).detail).toContain('somebody else')
  expect(killedProblem({...killed, signal: 'SIGTERM'}).nextSteps.join(' ')).not.toContain('memory')
})

test('a compiler that was killed below cargo is found in what cargo says of it', () => {
  const said = [
    '   Compiling wasmtime v36.0.2',
    'error: could not compile `wasmtime` (lib)',
    'Caused by:',
    '  process didn’t exit successfully: `rustc --crate-name wasmtime` (signal: 9, SIGKILL: kill)',
  ].join('\n')

  expect(killedLine(said)).toBe(
    'process didn’t exit successfully: `rustc --crate-name wasmtime` (signal: 9, SIGKILL: kill)',
  )
  expect(killedProblem({...killed, line: killedLine(said)}).title).toBe('Part of it was ended by SIGKILL: cargo test')
  expect(killedLine('error[E0432]: unresolved import')).toBeUndefined()
})
