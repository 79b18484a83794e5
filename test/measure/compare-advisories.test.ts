import {expect, test} from 'vitest'
import {advisoriesKnownUntil} from '../../src/catalog/advisories.ts'
import type {Advisories, FoundAdvisory} from '../../src/domain/measurement.ts'
import {auditByCatalog} from '../../src/measure/audit-by-catalog.ts'
import {compareAdvisories} from '../../src/measure/compare-advisories.ts'

test('an advisory that hits the same package in another version is not new', () => {
  const before = audit(['A-1', 'wasmtime 25.0.0'], ['A-2', 'wasmtime 25.0.0'])
  const after = audit(['A-1', 'wasmtime 36.0.0'], ['A-1', 'wasmtime-wasi 36.0.0'])

  expect(namesIn(compareAdvisories(before, after))).toEqual({
    fresh: ['A-1 wasmtime-wasi'],
    gone: ['A-2 wasmtime'],
    kept: ['A-1 wasmtime'],
  })
})

test('where one side is the catalogue’s, nothing is said of crates that it doesn’t know', () => {
  const tool = audit(['A-1', 'wasmtime 25.0.0'], ['B-1', 'openssl 0.10.0'])
  const catalogue: Advisories = {...audit(), familyOnly: true}

  expect(namesIn(compareAdvisories(tool, catalogue))).toEqual({fresh: [], gone: ['A-1 wasmtime'], kept: []})
  expect(namesIn(compareAdvisories(catalogue, tool))).toEqual({fresh: ['A-1 wasmtime'], gone: [], kept: []})
})

test('the catalogue knows what hits the family of a lockfile, and marks that it knows no other', () => {
  const registry = 'registry+https://github.com/rust-lang/crates.io-index'
  const locked = (name: string, version: string, source = registry) => ({name, version, source, dependencies: []})
  const lockfile = {
    path: 'Cargo.lock',
    packages: [
      locked('wasmtime', '24.0.0'),
      locked('openssl', '0.10.0'),
      locked('wasmtime', '36.0.14', 'git+https://example.org/fork'),
    ],
  }
  const {source, familyOnly, found} = auditByCatalog([lockfile, lockfile])

  expect({source, familyOnly}).toEqual({
    source: `catalogue of ${advisoriesKnownUntil}: wasmtime’s family only`,
    familyOnly: true,
  })
  expect(found.length).toBeGreaterThan(0)
  expect(new Set(found.map(one => `${one.package} ${one.version}`))).toEqual(new Set(['wasmtime 24.0.0']))
  expect(found.map(({id}) => id)).toContain('RUSTSEC-2024-0440')
})

function audit(...found: readonly (readonly [id: string, locked: string])[]): Advisories {
  return {
    source: 'cargo-audit',
    found: found.map(([id, locked]) => {
      const [name = '', version = ''] = locked.split(' ')
      return {id, package: name, version, title: id}
    }),
  }
}

function namesIn(comparison: ReturnType<typeof compareAdvisories>) {
  const names = (found: readonly FoundAdvisory[]) => found.map(one => `${one.id} ${one.package}`)
  const {fresh, gone, kept} = comparison
  return {fresh: names(fresh), gone: names(gone), kept: names(kept)}
}
