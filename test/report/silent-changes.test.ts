import {expect, test} from 'vitest'
import {silentChangesBetween} from '../../src/report/silent-changes.ts'

test('finds the defaults that change without a compiler error, for the crates that are used', async () => {
  const changes = await silentChangesBetween(36, 48, new Set(['wasmtime-wasi']))

  expect(changes.map(({major, crate}) => [major, crate])).toEqual([
    [42, 'wasmtime-wasi'],
    [48, 'wasmtime-wasi'],
  ])
  expect(await silentChangesBetween(36, 36, new Set(['wasmtime']))).toEqual([])
})
