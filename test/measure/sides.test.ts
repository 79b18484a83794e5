import {expect, test} from 'vitest'
import type {Json} from '../../src/domain/json.ts'
import {mergeSide, stepsAfter} from '../../src/measure/sides.ts'

const reading = (name: string) => ({kind: 'wasm-size', name, unit: 'bytes', value: 1, runs: 1})

test('what the steps of a side recorded is one measurement: readings together, of the rest the latest', () => {
  const data: Record<string, Json> = {
    'prove-build': {check: {passed: true, durationMs: 5, failedTargets: []}, rust: '1.95.0'},
    'rebuild-artifacts': {readings: [reading('a.wasm')], skipped: [{what: 'b.wasm', why: 'No std.'}]},
    'prove-tests': {tests: {built: true, durationMs: 7, outcomes: []}, locked: {wasmtime: ['36.0.14']}},
    'run-own-commands': {readings: [reading('c.wasm')], commands: [{name: 'x', outcome: 'passed', durationMs: 1}]},
    'record-baseline': {locked: {wasmtime: ['25.0.3']}},
    'lint-code': {other: 'what no measurement has'},
  }

  expect(mergeSide(stepsAfter, step => data[step])).toEqual({
    check: {passed: true, durationMs: 5, failedTargets: []},
    rust: '1.95.0',
    tests: {built: true, durationMs: 7, outcomes: []},
    readings: [reading('a.wasm'), reading('c.wasm')],
    skipped: [{what: 'b.wasm', why: 'No std.'}],
    commands: [{name: 'x', outcome: 'passed', durationMs: 1}],
    locked: {wasmtime: ['36.0.14']},
  })
})

test('a side of which nothing was recorded is none', () => {
  expect(mergeSide(stepsAfter, () => undefined)).toBeUndefined()
  expect(mergeSide(stepsAfter, () => 'broken')).toBeUndefined()
})
