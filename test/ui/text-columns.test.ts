import fc from 'fast-check'
import {expect, test} from 'vitest'
import {clean} from '../../src/domain/clean-text.ts'
import {foldColumns, sliceColumns} from '../../src/ui/output/text-columns.ts'
import {widthOf} from '../../src/ui/rows/width.ts'

/** Text as it is shown, with colours and characters of two columns. */
const text = fc
  .array(
    fc.oneof(fc.string({unit: 'grapheme', maxLength: 12}), fc.constantFrom('\x1b[31m', '\x1b[1m', '\x1b[0m', '写入')),
    {
      maxLength: 12,
    },
  )
  .map(parts => clean(parts.join(''), true))
const width = fc.integer({min: 2, max: 30})

test('folded rows fit, and together they are the text', () => {
  fc.assert(
    fc.property(text, width, (whole, columns) => {
      const rows = foldColumns(whole, columns, 1000)

      expect(rows.map(row => clean(row)).join('')).toBe(clean(whole))
      // A character may be wider than the row: it is cut where it is drawn.
      expect(Math.max(...rows.map(widthOf))).toBeLessThanOrEqual(Math.max(columns, widest(whole)))
    }),
  )
})

test('a slice fits, wherever it begins', () => {
  fc.assert(
    fc.property(text, fc.nat({max: 60}), width, (whole, from, columns) => {
      expect(widthOf(sliceColumns(whole, from, columns))).toBeLessThanOrEqual(columns)
    }),
  )
})

test('both ends say where something is missing', () => {
  expect(sliceColumns('0123456789', 0, 5)).toBe('0123…')
  expect(sliceColumns('0123456789', 3, 5)).toBe('…456…')
  expect(sliceColumns('0123456789', 6, 5)).toBe('…789')
  expect(sliceColumns('0123456789', 20, 5)).toBe('')
})

test('a colour that began further left goes on', () => {
  expect(sliceColumns('\x1b[31merror and more\x1b[0m', 6, 20)).toBe('…\x1b[31mnd more\x1b[0m')
  expect(foldColumns('\x1b[31merror\x1b[0m', 3, 9)).toEqual(['\x1b[31merr\x1b[0m', '\x1b[31mor\x1b[0m'])
})

test('no more is folded than can be seen', () => {
  expect(foldColumns('x'.repeat(4096), 80, 3)).toHaveLength(3)
})

function widest(whole: string): number {
  return Math.max(0, ...[...new Intl.Segmenter().segment(clean(whole))].map(({segment}) => widthOf(segment)))
}
