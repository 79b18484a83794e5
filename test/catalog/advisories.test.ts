import {expect, test} from 'vitest'
import {advisories, advisoriesAffecting} from '../../src/catalog/advisories.ts'
import {catalogReleases, newestPatch} from '../../src/catalog/release.ts'

const hits = (id: string) =>
  catalogReleases.all
    .filter(release => advisoriesAffecting(release.version).some(row => row.id === id))
    .map(row => row.version)

test('CVE-2025-53901 is fixed in 35, 34.0.2, 33.0.2 and 24.0.4, and never was in 25 to 32', () => {
  const affected = hits('RUSTSEC-2025-0046')

  expect(affected).toHaveLength(37)
  expect(affected).toContain('24.0.3')
  expect(affected).toContain('32.0.1')
  expect(['24.0.4', '33.0.2', '34.0.2', '35.0.0', '36.0.14'].filter(version => affected.includes(version))).toEqual([])
})

// How many releases each one hits, counted in the advisory database by other means.
test.each([
  ['RUSTSEC-2024-0442', 12],
  ['RUSTSEC-2024-0440', 9],
  ['RUSTSEC-2025-0112', 2],
  ['RUSTSEC-2025-0118', 50],
  ['RUSTSEC-2026-0006', 35],
  ['RUSTSEC-2026-0020', 67],
  ['RUSTSEC-2026-0096', 81],
  ['RUSTSEC-2026-0222', 101],
  ['RUSTSEC-2026-0223', 5],
])('%s hits %i releases', (id, count) => {
  expect(hits(id)).toHaveLength(count)
})

test('35.0.0 is hit by 20 advisories with known ranges', () => {
  expect(advisoriesAffecting('35.0.0').filter(row => row.isRangeKnown)).toHaveLength(20)
})

test('of the newest patches only those of 36, 46, 47 and 48 are hit by none', () => {
  const clean = catalogReleases.majors
    .map(row => newestPatch(catalogReleases, row.major)?.version ?? '')
    .filter(version => advisoriesAffecting(version).length === 0)

  expect(clean).toEqual(['36.0.14', '46.0.3', '47.0.4', '48.0.0'])
})

test('an advisory without a known range hits what is fixed later in the same major, and says nothing of others', () => {
  const affected = hits('RUSTSEC-2026-0269')

  expect(affected).toContain('36.0.13')
  expect(affected).not.toContain('36.0.14')
  expect(affected).not.toContain('35.0.0')
})

test('counts only the crates a repository has', () => {
  const crates = new Set(advisoriesAffecting('24.0.5', new Set(['wasmtime'])).map(row => row.crate))

  expect([...crates]).toEqual(['wasmtime'])
  expect(advisoriesAffecting('24.0.5', new Set(['anyhow']))).toEqual([])
})

test('every advisory has one id and a fix', () => {
  expect(new Set(advisories.map(row => row.id)).size).toBe(advisories.length)
  expect(advisories.every(row => row.patched.length > 0)).toBe(true)
})
