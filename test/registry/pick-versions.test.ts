import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {PublishedVersion} from '../../src/domain/ports.ts'
import {holdBack, newest} from '../../src/registry/pick-versions.ts'
import {fakeRegistry} from '../support/fake-registry.ts'

const registry = fakeRegistry({
  wasmtime: {
    '36.0.9': {publishedAt: '2026-05-05T16:41:54Z'},
    '36.0.10': {publishedAt: '2026-05-21T19:03:34Z'},
    '36.0.11': {isYanked: true},
    '48.0.1': {publishedAt: '2026-08-24T19:59:18Z'},
    '49.0.0-rc.1': {},
    '50.0.0': {publishedAt: '2026-10-20T16:16:02Z'},
  },
})
const wasmtime = (await registry.versions('wasmtime')) ?? []

test('passes over what was yanked and over pre-releases', () => {
  expect(newest(wasmtime)?.version).toBe('50.0.0')
  expect(newest(wasmtime, ({version}) => version.startsWith('36.'))?.version).toBe('36.0.10')
  expect(newest(wasmtime, ({version}) => version.startsWith('49.'))).toBeUndefined()
})

test('picks the newest that passes', () => {
  expect(newest(wasmtime, ({publishedAt = ''}) => publishedAt < '2026-09')?.version).toBe('48.0.1')
})

test('holds back what is fresh, and nothing whose day nobody knows', () => {
  const {fresh} = holdBack(wasmtime, {minimumAgeMs: 14 * 86_400_000, now: new Date('2026-10-21T00:00:00Z')})

  expect(fresh.map(({version}) => version)).toEqual(['50.0.0'])
})

test('every version is either held back or not, and a longer wait never holds back less', () => {
  const at = new Date('2026-11-01T00:00:00Z')
  const freshFor = (minimumAgeMs: number) => holdBack(wasmtime, {minimumAgeMs, now: at})

  fc.assert(
    fc.property(fc.nat(400 * 86_400_000), fc.nat(400 * 86_400_000), (one, other) => {
      const [short, long] = [freshFor(Math.min(one, other)), freshFor(Math.max(one, other))]
      expect(new Set<PublishedVersion>([...short.aged, ...short.fresh])).toEqual(new Set(wasmtime))
      expect(long.fresh).toEqual(expect.arrayContaining([...short.fresh]))
    }),
  )
})
