import fc from 'fast-check'
import stringWidth from 'string-width'
import {expect, test} from 'vitest'
import {columnWidth} from '../../src/domain/column-width.ts'

test('every character of the basic plane counts as the package counts it', () => {
  const different: string[] = []
  for (let code = 0x20; code < 0x10000; code++) {
    const character = String.fromCharCode(code)
    if (columnWidth(character) !== stringWidth(character)) different.push(code.toString(16))
  }

  expect(different).toEqual([])
})

test('any text counts as the package counts it', () => {
  const character = fc.oneof(
    fc.string({unit: 'grapheme', maxLength: 4}),
    fc.string({unit: 'binary', maxLength: 4}),
    fc.constantFrom(
      '─',
      '│',
      '✓',
      '写',
      '👍',
      '👩‍👩‍👧',
      '🇨🇭',
      '1\u20e3',
      'e\u0301',
      'ᄀ',
      'ᅡ',
      'ᆨ',
      'ﾞ',
      '\u200b',
      'ा',
      '❤\ufe0f',
    ),
  )
  fc.assert(
    fc.property(fc.array(character, {maxLength: 12}), parts => {
      const text = parts.join('').replace(/[\x1b\x9b]/g, '')
      expect(columnWidth(text)).toBe(stringWidth(text))
    }),
    {numRuns: 500},
  )
})

test('colours take no column', () => {
  expect(columnWidth('\x1b[1;31m✗ failed\x1b[0m 写')).toBe(11)
})
