import fc from 'fast-check'
import {expect, test} from 'vitest'
import {spreadOfRuns} from '../../src/measure/spread.ts'

test('several runs come to their median and to where they lay', () => {
  expect(spreadOfRuns([900, 1000, 4000])).toEqual({value: 1000, low: 900, high: 4000, runs: 3})
  expect(spreadOfRuns([10, 40, 20, 30])).toEqual({value: 25, low: 10, high: 40, runs: 4})
  expect(spreadOfRuns([7])).toEqual({value: 7, low: 7, high: 7, runs: 1})
})

test('the order of the runs doesn’t matter, and the median lies between the least and the most', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.array(fc.nat(10_000), {maxLength: 9}), (first, more) => {
      const spread = spreadOfRuns([first, ...more])
      const [last = first, ...rest] = [first, ...more].toReversed()

      expect(spreadOfRuns([last, ...rest])).toEqual(spread)
      expect(spread.low).toBeLessThanOrEqual(spread.value)
      expect(spread.value).toBeLessThanOrEqual(spread.high)
    }),
  )
})
