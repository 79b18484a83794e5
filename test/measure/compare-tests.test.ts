import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {TestOutcome} from '../../src/domain/measurement.ts'
import {compareTests} from '../../src/measure/compare-tests.ts'

const outcomes = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...'abcdefgh'),
    outcome: fc.constantFrom<TestOutcome['outcome']>('passed', 'failed', 'ignored'),
  }),
  {selector: ({name}) => name},
)

test('tells what became of each test by its name', () => {
  const before = tests({
    a: 'passed',
    b: 'passed',
    c: 'failed',
    d: 'failed',
    e: 'ignored',
    f: 'passed',
    g: 'ignored',
    h: 'failed',
  })
  const after = tests({z: 'failed', y: 'passed', a: 'passed', b: 'failed', c: 'passed', d: 'failed', e: 'failed'})

  expect(compareTests(before, after)).toEqual({
    newFailures: ['b', 'e', 'z'],
    fixed: ['c'],
    stillFailing: ['d'],
    missing: ['f', 'h'],
    added: ['y', 'z'],
  })
})

describe('for any two runs', () => {
  test('nothing is new when they are the same', () => {
    fc.assert(
      fc.property(outcomes, same => {
        const {stillFailing, ...rest} = compareTests(same, same)

        expect(rest).toEqual({newFailures: [], fixed: [], missing: [], added: []})
        expect(stillFailing).toEqual(namesOf(same, 'failed'))
      }),
    )
  })

  test('the order of the tests does not matter', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (before, after) => {
        expect(compareTests(before.toReversed(), after.toReversed())).toEqual(compareTests(before, after))
      }),
    )
  })

  test('every failure is either new or known', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (before, after) => {
        const {newFailures, stillFailing} = compareTests(before, after)

        expect([...newFailures, ...stillFailing].toSorted()).toEqual(namesOf(after, 'failed'))
      }),
    )
  })

  test('what is missing one way was added the other way, unless it was ignored', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (before, after) => {
        const ignored = new Set(namesOf(before, 'ignored'))

        expect(compareTests(before, after).missing).toEqual(
          compareTests(after, before).added.filter(name => !ignored.has(name)),
        )
      }),
    )
  })

  test('without a baseline every failure is new and every test is added', () => {
    fc.assert(
      fc.property(outcomes, after => {
        expect(compareTests([], after)).toEqual({
          newFailures: namesOf(after, 'failed'),
          fixed: [],
          stillFailing: [],
          missing: [],
          added: after.map(({name}) => name).toSorted(),
        })
      }),
    )
  })
})

function tests(record: Readonly<Record<string, TestOutcome['outcome']>>): readonly TestOutcome[] {
  return Object.entries(record).map(([name, outcome]) => ({name, outcome}))
}

function namesOf(all: readonly TestOutcome[], wanted: TestOutcome['outcome']): string[] {
  return all.flatMap(({name, outcome}) => (outcome === wanted ? [name] : [])).toSorted()
}
