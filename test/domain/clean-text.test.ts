import {expect, test} from 'vitest'
import {clean} from '../../src/domain/clean-text.ts'
import {hostileTexts} from '../support/hostile-texts.ts'

/** What may be left: printable text and, where colours are kept, SGR. */
const safe = /^(?:\x1b\[[0-9;]{0,64}m|[^\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}])*$/u

test.each(hostileTexts)('is harmless when it %s', (_, input, expected) => {
  expect(clean(input)).toBe(expected)
  expect(clean(input, true)).toMatch(safe)
})

test('keeps colours where they are wanted, and ends them', () => {
  expect(clean('\x1b[1;31merror\x1b[0m: \x1b[38;5;9mred', true)).toBe('\x1b[1;31merror\x1b[0m: \x1b[91mred\x1b[0m')
})

test('drops colours where they are not', () => {
  expect(clean('\x1b[1;31merror\x1b[0m: red')).toBe('error: red')
})

test('leaves plain and wide text as it is', () => {
  expect(clean('   Compiling wasmtime v36.0.14')).toBe('   Compiling wasmtime v36.0.14')
  expect(clean('写入 12 个文件 ✓')).toBe('写入 12 个文件 ✓')
})

test('shows 4 KiB of an endless line', () => {
  expect(clean('x'.repeat(1_000_000))).toHaveLength(4096)
  expect(clean('é'.repeat(1_000_000))).toHaveLength(4096)
})

test('what a line says last is seen behind hours of progress bars', () => {
  expect(clean(`${'    Building [=> ] 3/36: c00\r'.repeat(10_000)}    Finished in 3 h`)).toBe('    Finished in 3 h')
})
