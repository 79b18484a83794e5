import fc from 'fast-check'
import {expect, test} from 'vitest'
import {breakingChangesBetween, loadBreakingChanges} from '../../src/catalog/breaking-changes.ts'
import {countBreakingChanges} from '../../src/catalog/count-breaking-changes.ts'

test.each([
  [23, 35, 69, 31],
  [24, 36, 79, 37],
  [25, 35, 60, 28],
  [34, 37, 36, 19],
  [20, 48, 198, 85],
  [24, 48, 170, 76],
  [36, 48, 96, 40],
  [41, 42, 20, 7],
])('from %i to %i there are %i changes, %i of them automatic', async (from, to, all, automatic) => {
  const changes = await breakingChangesBetween(from, to)

  expect([changes.length, changes.filter(change => change.isAutomatic).length]).toEqual([all, automatic])
})

test('leaves out what the target superseded: 35 wants p2::WasiCtx, 36 has it at the root again', async () => {
  const ids = async (to: number) => (await breakingChangesBetween(25, to)).map(change => change.id)

  expect(await ids(35)).toContain('wasiview-ioview-split')
  expect(await ids(36)).not.toContain('wasiview-ioview-split')
  expect(await ids(36)).toContain('wasiview-ctx-returns-wasictxview')
})

test('bindgen loses its async option on the way to 36 already, not at 37', async () => {
  const change = (await breakingChangesBetween(35, 36)).find(row => row.id === 'bindgen-async-option')

  expect(change).toMatchObject({crate: 'wasmtime', major: 36, isAutomatic: true})
  expect((await breakingChangesBetween(36, 37)).map(row => row.id)).not.toContain('bindgen-async-option')
})

test('every pattern compiles with the flag m', async () => {
  const changes = await loadBreakingChanges()

  for (const {detect} of changes) if (detect !== undefined) new RegExp(detect, 'm')
  expect(changes).toHaveLength(221)
})

test('the quick count agrees with the list, leaving out the raised Rust', async () => {
  const changes = (await loadBreakingChanges()).filter(change => change.kind !== 'msrv')
  const majors = fc.integer({min: 19, max: 49})
  fc.assert(
    fc.property(majors, majors, (from, to) => {
      const met = changes.filter(({major, supersededAt = 99}) => from < major && major <= to && to < supersededAt)
      expect(countBreakingChanges(from, to)).toEqual({
        automatic: met.filter(change => change.isAutomatic).length,
        manual: met.filter(change => !change.isAutomatic).length,
      })
    }),
  )
})

test('counts only the crates a repository has', () => {
  const all = countBreakingChanges(24, 36)
  const wasmtime = countBreakingChanges(24, 36, new Set(['wasmtime']))
  const wasi = countBreakingChanges(24, 36, new Set(['wasmtime', 'wasmtime-wasi']))

  expect(wasmtime.manual).toBeLessThan(wasi.manual)
  expect(wasi.automatic).toBeLessThan(all.automatic)
  expect(countBreakingChanges(36, 36)).toEqual({automatic: 0, manual: 0})
})
