import {expect, test} from 'vitest'
import {rustForEdition, wasiTargetRename} from '../../src/catalog/rust-facts.ts'

test.each([
  ['2024', '1.85.0'],
  ['2021', '1.56.0'],
  ['2027', undefined],
])('edition %s needs Rust %s', (edition, rust) => {
  expect(rustForEdition(edition)).toBe(rust)
})

test('knows since when wasm32-wasi is called wasm32-wasip1', () => {
  expect(wasiTargetRename).toEqual({
    old: 'wasm32-wasi',
    new: 'wasm32-wasip1',
    newSince: '1.78.0',
    oldWarnsSince: '1.81.0',
    oldGoneSince: '1.84.0',
  })
})
