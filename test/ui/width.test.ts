import stringWidth from 'string-width'
import {expect, test} from 'vitest'
import {cut, cutStart, fitting, pad, padLeft, widthOf, wrap} from '../../src/ui/rows/width.ts'

test('cuts to the width with an ellipsis, and leaves what fits', () => {
  expect(cut('Compare the tests', 8)).toBe('Compare…')
  expect(cut('Compare', 7)).toBe('Compare')
  expect(cut('Compare', 1)).toBe('…')
  expect(cut('Compare', 0)).toBe('')
})

test('never cuts a wide character in half', () => {
  for (let width = 1; width < 12; width += 1) expect(stringWidth(cut('写入写入写入', width))).toBeLessThanOrEqual(width)
  expect(cut('写入写入', 5)).toBe('写入…')
})

test('keeps colours when it cuts, and ends them', () => {
  expect(cut('\x1b[31merror\x1b[0m: something', 8)).toBe('\x1b[31merror\x1b[0m: …\x1b[0m')
})

test('cuts a path at its front', () => {
  expect(cutStart('/home/ada/photondrift/src/lib.rs', 12)).toBe('…/src/lib.rs')
})

test('pads to exactly the width on either side', () => {
  expect(pad('写', 4)).toBe('写  ')
  expect(padLeft('1:02', 6)).toBe('  1:02')
  expect(widthOf(pad('写写写', 4))).toBe(4)
})

test('wraps between words and breaks what has none', () => {
  expect(wrap('All of them name the new one', 12)).toEqual(['All of them', 'name the new', 'one'])
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
  expect(wrap('', 4)).toEqual([''])
})

test('lists whole items and counts the rest', () => {
  expect(fitting(['Makefile:3', 'Dockerfile:1', 'README.md:12'], 28)).toBe('Makefile:3, Dockerfile:1 +1')
  expect(fitting(['a-very-long-name', 'b'], 4)).toBe('a-very-long-name +1')
  expect(fitting([], 4)).toBe('')
})
