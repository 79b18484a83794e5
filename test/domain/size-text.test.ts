import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseSize, sizeText} from '../../src/domain/size-text.ts'

test('sizes are decimal, as disks are sold', () => {
  expect([0, 940e6, 999.6e6, 4.14e9, 38.4e9].map(sizeText)).toEqual(['0 MB', '940 MB', '1.0 GB', '4.1 GB', '38 GB'])
})

test('a size may be typed in the units people use', () => {
  expect(['2GB', '500 MB', '1.5GiB', '10g', '0', '1024', '3 TB'].map(parseSize)).toEqual([
    2e9,
    500e6,
    1.5 * 1024 ** 3,
    10e9,
    0,
    1024,
    3e12,
  ])
})

test('anything else is refused', () => {
  for (const text of ['', 'GB', '-1', '2 parsecs', '1e9', '1..5G', '2GB '.repeat(2), '9'.repeat(40)])
    expect(parseSize(text), text).toBeUndefined()
  fc.assert(fc.property(fc.string(), text => (parseSize(text) ?? 0) >= 0))
})
