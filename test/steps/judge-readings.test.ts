import {expect, test} from 'vitest'
import {defaultLimits} from '../../src/domain/limits.ts'
import type {Reading} from '../../src/domain/measurement.ts'
import {judgeReadings} from '../../src/steps/judge-readings.ts'

const bench = (name: string, value: number): Reading => ({kind: 'bench', name, unit: 'ns', value, runs: 1})

test('a number past its limit is told and no problem; one that calls for going back is one, and says how', () => {
  const before = [bench('parse', 1_200), bench('load', 2_000_000), bench('same', 5)]
  const told = judgeReadings(before, [bench('parse', 1_290), bench('load', 2_000_000), bench('same', 5)], defaultLimits)
  const grave = judgeReadings(before, [bench('parse', 1_400), bench('load', 2_000_000)], defaultLimits)

  expect(told).toEqual({told: ['bench parse: 1.2 µs → 1.29 µs, +7.5 % (limit +5 %, back from +10 % on)']})
  expect(grave.problem).toMatchObject({
    code: 'rollback-recommended',
    title: 'Going back is recommended: bench parse',
    detail: 'bench parse: 1.2 µs → 1.4 µs, +16.7 % (limit +5 %, back from +10 % on)',
    recommendsUndo: true,
  })
})
