import {expect, test} from 'vitest'
import {holdersOf} from '../../src/plan/holders.ts'
import {lockfile, survey} from './make-survey.ts'

const memory = survey({
  lockfiles: [
    lockfile([
      'host 0.1.0 <- javy, codegen, old-plugin, wasmtime 24.0.5',
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

test('names each crate that the workspace asks for once, by the first family crate it leads to', () => {
  expect(holdersOf(memory, '24.0.13').map(({name, holds}) => `${name}: ${holds}`)).toEqual([
    'codegen: wasmtime 36.0.3',
    'javy: wasmtime 36.0.3',
  ])
})

test('does not count members of the workspace: they are raised themselves', () => {
  const own = lockfile(['host 0.1.0 <- wasmtime 24.0.5', 'wasmtime 24.0.5'])

  expect(holdersOf(survey({lockfiles: [own]}), '36.0.14')).toEqual([])
})
