import {expect, test} from 'vitest'
import {holdersOf} from '../../src/plan/holders.ts'
import {lockfile, survey} from './make-survey.ts'

const memory = survey({
  lockfiles: [
    lockfile([
      'wasmtime 24.0.5',
      'wasmtime 36.0.3',
      'wasmtime-wasi 36.0.3 <- wasmtime 36.0.3',
      'javy 6.0.0 <- wasmtime 36.0.3, wasmtime-wasi',
      'codegen 4.0.0 <- javy',
      'old-plugin 1.2.0 <- wasmtime 24.0.5',
    ]),
  ],
})

test('names the third-party crates that keep another major in the tree', () => {
  expect(holdersOf(memory, '36.0.14')).toEqual([
    {name: 'old-plugin', version: '1.2.0', holds: 'wasmtime 24.0.5', lockfile: 'Cargo.lock'},
  ])
})

test('resolves a dependency that the lockfile writes without its version', () => {
  expect(holdersOf(memory, '24.0.13').map(holder => holder.holds)).toEqual(['wasmtime 36.0.3', 'wasmtime-wasi 36.0.3'])
})

test('does not count members of the workspace: they are raised themselves', () => {
  const [own] = lockfile(['host 0.1.0 <- wasmtime 24.0.5', 'wasmtime 24.0.5']).packages
  const {source: _, ...member} = own ?? {name: '', version: '', dependencies: []}

  expect(holdersOf(survey({lockfiles: [{path: 'Cargo.lock', packages: [member]}]}), '36.0.14')).toEqual([])
})
