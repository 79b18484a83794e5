import {expect, test} from 'vitest'
import {lastMajorWith} from '../../src/catalog/features.ts'

test('knows with which major a feature ended', () => {
  expect(lastMajorWith('wasmtime-wasi', 'preview1', 37)).toBe(36)
  expect(lastMajorWith('wasmtime-wasi', 'preview1', 36)).toBeUndefined()
  expect(lastMajorWith('wasmtime', 'signals-based-traps', 48)).toBe(29)
})

test('takes what the newest known major has for what later ones have', () => {
  expect(lastMajorWith('wasmtime', 'std', 60)).toBeUndefined()
})

test('says nothing of a feature that isn’t known', () => {
  expect(lastMajorWith('wasmtime', 'of-a-fork', 48)).toBeUndefined()
})
