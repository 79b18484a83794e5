import {expect, test} from 'vitest'
import {
  catalogDate,
  findRelease,
  isSupported,
  catalogReleases as known,
  newestPatch,
  newestRelease,
  releaseOf,
  requiredRust,
  supportedLts,
} from '../../src/catalog/release.ts'

const day = (text: string) => new Date(`${text}T12:00:00Z`)

test('knows what a major is: its dates, its Rust, its edition, its support', () => {
  expect(releaseOf(known, 36)).toMatchObject({
    major: 36,
    date: '2025-08-20',
    rust: '1.86.0',
    isLts: true,
    supportEnds: '2027-08-20',
  })
  expect(releaseOf(known, 19)).toBeUndefined()
})

test('knows the newest patch of a major, by number and not by letter', () => {
  expect(newestPatch(known, 36)).toEqual({version: '36.0.14', date: '2026-08-20', rust: '1.86.0'})
  expect(newestPatch(known, 24)?.version).toBe('24.0.13')
  expect(newestPatch(known, 99)).toBeUndefined()
  expect(newestRelease(known)?.version).toBe('48.0.0')
})

test('never heard of 38.0.0, which was not published', () => {
  expect(findRelease(known, '38.0.0')).toBeUndefined()
  expect(findRelease(known, '38.0.1')).toBeDefined()
})

test.each([
  ['25.0.3', '1.78.0'],
  ['26.0.0', '1.78.0'],
  ['29.0.1', '1.81.0'],
  ['33.0.2', '1.84.0'],
  ['34.0.0', '1.85.0'],
  ['35.0.0', '1.86.0'],
  ['36.0.3', '1.86.0'],
  ['37.0.2', '1.87.0'],
  ['39.0.0', '1.89.0'],
  ['48.0.0', '1.95.0'],
  ['36.0.99', '1.86.0'],
])('wasmtime %s needs Rust %s', (version, rust) => {
  expect(requiredRust(known, version)).toBe(rust)
})

test('says nothing about the Rust of an unknown major', () => {
  expect(requiredRust(known, '50.0.0')).toBeUndefined()
})

test.each([
  ['2026-08-20', [48, 36, 24]],
  ['2026-08-21', [48, 36]],
  ['2027-08-21', [48]],
  ['2028-08-21', []],
  ['2025-01-01', [24]],
])('on %s the supported LTS majors are %j', (today, lts) => {
  expect(supportedLts(known, day(today)).map(row => row.major)).toEqual(lts)
})

test('supports an ordinary major for two months, counted from its planned day', () => {
  expect([
    isSupported(known, 47, day('2026-09-20')),
    isSupported(known, 47, day('2026-09-21')),
    isSupported(known, 19, day('2024-04-01')),
  ]).toEqual([true, false, false])
})

test('every date lies before the day the facts were collected', () => {
  expect([...known.majors, ...known.all].every(row => (row.date ?? '') <= catalogDate)).toBe(true)
})
