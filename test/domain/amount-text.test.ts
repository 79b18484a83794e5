import {expect, test} from 'vitest'
import {amountText, durationText} from '../../src/domain/amount-text.ts'
import {percentText} from '../../src/domain/percent-text.ts'

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
  [1_234, 'ns', '1.23 µs'],
  [999, 'ns', '999 ns'],
  [2_500_000_000, 'ns', '2.5 s'],
  [481_532, 'bytes', '482 kB'],
  [0, 'bytes', '0 B'],
  [12, 'bytes', '12 B'],
  [17, 'requests', '17 requests'],
  [850, 'ms', '850 ms'],
  [0.25, '', '0.25'],
])('%d in %s is told as %s', (value, unit, text) => {
  expect(amountText(value, unit)).toBe(text)
})

test.each([
  [0.125, '+12.5 %'],
  [-0.1, '−10 %'],
  [0.0001, '0 %'],
])('a share of %d is %s', (share, text) => {
  expect(percentText(share)).toBe(text)
})
