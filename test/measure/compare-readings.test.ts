import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {defaultLimits} from '../../src/domain/limits.ts'
import type {Reading} from '../../src/domain/measurement.ts'
import {compareReadings} from '../../src/measure/compare-readings.ts'

const bench = (value: number, spread?: readonly [low: number, high: number]): Reading => ({
  kind: 'bench',
  name: 'parse',
  unit: 'ns',
  value,
  ...(spread === undefined ? {} : {low: spread[0], high: spread[1]}),
  runs: spread === undefined ? 1 : 100,
})
const verdict = (before: Reading, after: Reading) => compareReadings([before], [after], defaultLimits)[0]?.verdict

describe('a bench, of which 5 % more is accepted and 10 % more calls for going back', () => {
  test.each([
    [100, 90, 'within'],
    [100, 105, 'within'],
    [100, 106, 'exceeded'],
    [100, 110, 'exceeded'],
    [100, 111, 'rollback'],
  ])('%d ns that became %d ns: %s', (before, after, expected) => {
    expect(verdict(bench(before), bench(after))).toBe(expected)
  })

  test('that is slower by less than its measuring is sure of is noise, however much that is', () => {
    expect(verdict(bench(100, [80, 130]), bench(120, [115, 140]))).toBe('noise')
    expect(verdict(bench(100, [98, 102]), bench(120, [115, 140]))).toBe('rollback')
  })

  test('of which more is better is judged the other way round', () => {
    const rate = (value: number): Reading => ({...bench(value), unit: 'MB/s', higherIsBetter: true})

    expect(verdict(rate(100), rate(150))).toBe('within')
    expect(verdict(rate(100), rate(80))).toBe('rollback')
  })
})

test('a number of its own goes by its own limit, others of its kind by that of the kind', () => {
  const size = (name: string, value: number): Reading => ({kind: 'wasm-size', name, unit: 'bytes', value, runs: 1})
  const limits = {...defaultLimits, 'wasm-size:big.wasm': {accepted: 0.5}}
  const compared = compareReadings(
    [size('big.wasm', 100), size('small.wasm', 100)],
    [size('big.wasm', 140), size('small.wasm', 140)],
    limits,
  )

  expect(compared.map(({name, verdict: one}) => [name, one])).toEqual([
    ['big.wasm', 'within'],
    ['small.wasm', 'exceeded'],
  ])
})

test('what was measured on one side only, or in another unit, is not judged', () => {
  const other: Reading = {...bench(100), unit: 'ms'}

  expect(compareReadings([bench(100)], [], defaultLimits).map(one => one.verdict)).toEqual(['unknown'])
  expect(compareReadings(undefined, [bench(100)], defaultLimits).map(one => one.verdict)).toEqual(['unknown'])
  expect(verdict(bench(100), other)).toBe('unknown')
  expect(verdict(bench(0), bench(100))).toBe('unknown')
})

test('whatever lies in the noise, or got better, never calls for going back', () => {
  const value = fc.double({min: 0.001, max: 1e12, noNaN: true})
  fc.assert(
    fc.property(value, value, (before, after) => {
      const spread = [Math.min(before, after), Math.max(before, after)] as const
      expect(['within', 'noise']).toContain(verdict(bench(before, spread), bench(after, spread)))
      if (after <= before) expect(verdict(bench(before), bench(after))).toBe('within')
    }),
  )
})
