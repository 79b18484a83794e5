import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readCriterion} from '../../src/measure/criterion.ts'

/** As criterion 0.5 writes them; of the estimates, those nobody needs here are left out. */
const benchmark = JSON.stringify({
  group_id: 'sort/large',
  function_id: 'stable',
  value_str: '1000',
  throughput: {Elements: 1000},
  full_id: 'sort/large/stable/1000',
  directory_name: 'sort_large/stable/1000',
  title: 'sort/large/stable/1000',
})
const estimate = (point: number, low: number, high: number) => ({
  confidence_interval: {confidence_level: 0.95, lower_bound: low, upper_bound: high},
  point_estimate: point,
  standard_error: 1.5,
})
const mean = estimate(192.3, 150.5, 237.9)
const median = estimate(48.6, 46.7, 124.4)
const slope = estimate(255.3, 196.8, 316.8)

test('the slope is what criterion reports, with the interval that it is confident of', () => {
  expect(readCriterion(benchmark, JSON.stringify({mean, median, slope}))).toEqual({
    kind: 'bench',
    name: 'sort/large/stable/1000',
    unit: 'ns',
    value: 255.3,
    low: 196.8,
    high: 316.8,
    runs: 1,
  })
})

test.each([
  ['no slope', {mean, median}],
  ['an empty one', {mean, median, slope: null}],
])('a benchmark that was sampled flatly has %s, and its mean counts', (_what, estimates) => {
  expect(readCriterion(benchmark, JSON.stringify(estimates))).toMatchObject({value: 192.3, low: 150.5, high: 237.9})
})

test.each([
  ['text', 'so fast', JSON.stringify({mean})],
  ['no name', '{}', JSON.stringify({mean})],
  ['no estimates', benchmark, '{}'],
  ['a time below nothing', benchmark, JSON.stringify({mean: estimate(-1, -2, 0)})],
  ['a time that is no number', benchmark, JSON.stringify({mean: {...mean, point_estimate: '3'}})],
])('what isn’t criterion’s is no reading: %s', (_what, one, other) => {
  expect(readCriterion(one, other)).toBeUndefined()
})

test('no text makes it throw', () => {
  const text = fc.oneof(fc.string(), fc.json())
  fc.assert(fc.property(text, text, (one, other) => void readCriterion(one, other)))
})
