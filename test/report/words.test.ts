import {expect, test} from 'vitest'
import {durationText, percentText} from '../../src/report/words.ts'

test.each([
  [0, '0 ms'],
  [850.4, '850 ms'],
  [12_500, '12.5 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h 0 min'],
  [3_900_000, '1 h 5 min'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

test.each([
  [0.125, '+12.5 %'],
  [-0.1, '−10 %'],
  [0.0001, '0 %'],
])('a share of %d is %s', (share, text) => {
  expect(percentText(share)).toBe(text)
})
