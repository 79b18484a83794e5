import fc from 'fast-check'
import {expect, test} from 'vitest'
import {compareLockfiles} from '../../src/scan/compare-lockfiles.ts'
import {lockfile} from '../plan/make-survey.ts'

test('names each crate whose versions differ, and counts packages', () => {
  const before = lockfile(['host 0.1.0', 'serde 1.0.0', 'wasmtime 24.0.5', 'wasmtime 36.0.3', 'wasi-common 24.0.5'])
  const after = lockfile(['host 0.2.0', 'serde 1.0.0', 'wasmtime 36.0.14', 'wasmtime-wasi-io 36.0.14'])

  expect(compareLockfiles(before, after)).toEqual({
    changed: [
      {crate: 'wasi-common', before: ['24.0.5'], after: []},
      {crate: 'wasmtime', before: ['24.0.5', '36.0.3'], after: ['36.0.14']},
      {crate: 'wasmtime-wasi-io', before: [], after: ['36.0.14']},
    ],
    added: 2,
    removed: 3,
    kept: 1,
  })
})

const packages = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'wasmtime'), fc.constantFrom('1.0.0', '1.10.0', '1.9.0', 'x')))
  .map(entries => lockfile(entries.map(entry => entry.join(' '))))

test('a lockfile compared with itself has no difference', () => {
  fc.assert(
    fc.property(packages, same => {
      expect(compareLockfiles(same, same)).toMatchObject({changed: [], added: 0, removed: 0})
    }),
  )
})

test('what is added one way is removed the other way', () => {
  fc.assert(
    fc.property(packages, packages, (one, other) => {
      const forth = compareLockfiles(one, other)
      const back = compareLockfiles(other, one)

      expect([forth.added, forth.removed, forth.kept]).toEqual([back.removed, back.added, back.kept])
      expect(forth.changed.map(({crate}) => crate)).toEqual(back.changed.map(({crate}) => crate))
    }),
  )
})
