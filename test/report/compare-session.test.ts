import {describe, expect, test} from 'vitest'
import {compareSession, type SessionComparison} from '../../src/report/compare-session.ts'
import {measuredSession, measuringPlan, type Proofs} from '../support/measured-session.ts'

const baseline: Proofs['baseline'] = [['passed a::one', 'failed a::two'], {lints: {dead_code: 3, 'clippy::all': 1}}]

const rows = ({numbers}: SessionComparison) =>
  numbers.map(({name, before, now, verdict}) => [name, before, now, verdict].join(' | '))
const open = ({criteria}: SessionComparison) => criteria.filter(({isOpen}) => isOpen).map(({id}) => id)
const unmet = ({criteria}: SessionComparison) => criteria.filter(({met, isOpen}) => !met && !isOpen).map(({id}) => id)

describe('before and now', () => {
  test('at the start everything is still to come, and nothing is held against it', () => {
    const comparison = compareSession(measuredSession({}))

    expect(comparison.verdict).toBe('under-way')
    expect(rows(comparison)).toEqual([
      'cargo check | coming | coming | open',
      'test run | coming | coming | open',
      'tests passed | coming | coming | open',
      'tests failed | coming | coming | open',
      'new failures | none | coming | open',
      'tests gone | none | coming | open',
      'clippy warnings | coming | coming | open',
    ])
    expect(unmet(comparison)).toEqual([])
  })

  test('fills up with each step that measures', () => {
    const comparison = compareSession(measuredSession({baseline, errors: [42, 17, 0], check: {durationMs: 30_000}}))

    expect(rows(comparison)).toEqual([
      'cargo check | 20000 | 30000 | exceeded',
      'test run | 40000 | coming | open',
      'tests passed | 1 | coming | open',
      'tests failed | 1 | coming | open',
      'new failures | none | coming | open',
      'tests gone | none | coming | open',
      'clippy warnings | 4 | coming | open',
    ])
    expect(comparison.numbers[0]).toMatchObject({change: 0.5, limit: '+10 %'})
    expect(comparison.rounds).toEqual([42, 17, 0])
    expect(open(comparison)).toEqual(['wasmtime-locked', 'no-new-failure', 'one-wasmtime', 'every-test-passes'])
    expect(unmet(comparison)).toEqual(['build-times'])
  })

  test('judges in the end what is new by name, not by number', () => {
    const proofs = {baseline, check: {durationMs: 21_000}, lints: {dead_code: 1, 'clippy::all': 4, fresh: 1}}
    const session = measuredSession({...proofs, tests: ['failed a::one', 'passed a::two']})
    const comparison = compareSession({...session, verdict: 'done'})

    expect(rows(comparison)).toEqual([
      'cargo check | 20000 | 21000 | within',
      'test run | 40000 | 40000 | no-limit',
      'tests passed | 1 | 1 | no-limit',
      'tests failed | 1 | 1 | no-limit',
      'new failures | none | 1 | exceeded',
      'tests gone | none | 0 | within',
      'clippy warnings | 4 | 6 | no-limit',
    ])
    expect(comparison.lints).toEqual([
      {lint: 'clippy::all', before: 1, now: 4},
      {lint: 'fresh', before: 0, now: 1},
    ])
    expect(comparison.versions).toEqual([
      {name: 'Rust', before: '1.75', after: '1.86'},
      {name: 'wasmtime', before: '25.0.3', after: '36.0.14'},
    ])
    expect(comparison.verdict).toBe('incomplete')
    expect(open(comparison)).toEqual([])
  })

  test('a step that was left out measures nothing: its numbers are not promised', () => {
    const left = ['prove-tests', 'lint-code']
    const plan = {...measuringPlan, steps: measuringPlan.steps.filter(({id}) => !left.includes(id)), leftOut: left}
    const comparison = compareSession(measuredSession({baseline}, plan))

    expect(rows(comparison)).toEqual([
      'cargo check | 20000 | coming | open',
      'test run | 40000 | none | open',
      'tests passed | 1 | none | open',
      'tests failed | 1 | none | open',
      'clippy warnings | 4 | none | open',
    ])
    expect(unmet(comparison)).toContain('no-new-failure')
    expect(comparison.isBroken).toBe(false)
  })
})
