import {expect, test} from 'vitest'
import {companionVersion, isCompanion, isFamily, isPublishedFor, successorOf} from '../../src/catalog/family.ts'

test.each([
  'wasmtime',
  'wasmtime-wasi',
  'wasmtime-wasi-http',
  'wasmtime-wasi-io',
  'wasi-common',
  'wiggle',
  'wasmtime-cache',
  'wasmtime-internal-cache',
  'winch-codegen',
  'wasi-preview1-component-adapter-provider',
])('%s moves together with wasmtime', crate => {
  expect([isFamily(crate), isCompanion(crate)]).toEqual([true, false])
})

test.each(['wit-bindgen', 'wasmparser', 'wasi', 'wasm-bindgen', 'anyhow', 'wasmtime-runtime-extras', ''])(
  '%s has versions of its own',
  crate => {
    expect([isFamily(crate), isCompanion(crate)]).toEqual([false, false])
  },
)

test.each([
  ['cranelift-codegen', '36.0.14', '0.123.14'],
  ['cranelift', '20.0.0', '0.107.0'],
  ['cranelift-jit', '48.0.0', '0.135.0'],
  ['cranelift-wasm', '25.0.3', '0.112.3'],
])('%s beside wasmtime %s is %s', (crate, wasmtime, version) => {
  expect([isFamily(crate), isCompanion(crate), companionVersion(crate, wasmtime)]).toEqual([false, true, version])
})

test('gives no version to a companion that is not published for that wasmtime, nor to a crate of the family', () => {
  expect([companionVersion('cranelift-wasm', '36.0.14'), companionVersion('wasmtime-wasi', '36.0.14')]).toEqual([
    undefined,
    undefined,
  ])
})

test('knows in which majors a crate is published', () => {
  expect([
    isPublishedFor('wasmtime-wasi-io', 29),
    isPublishedFor('wasmtime-wasi-io', 30),
    isPublishedFor('wasi-common', 46),
    isPublishedFor('wasi-common', 47),
  ]).toEqual([false, true, true, false])
})

test('follows renames as far as the target, and not beyond it', () => {
  expect(successorOf('wasmtime-cache', 34)).toBeUndefined()
  expect(successorOf('wasmtime-cache', 36)).toEqual({crate: 'wasmtime-internal-cache', feature: null})
  expect(successorOf('wasmtime-slab', 36)).toEqual({crate: 'wasmtime-internal-slab', feature: null})
  expect(successorOf('wasmtime-slab', 42)).toEqual({crate: 'wasmtime-internal-core', feature: null})
  expect(successorOf('wasmtime-wasi-tls-nativetls', 44)).toEqual({crate: 'wasmtime-wasi-tls', feature: 'nativetls'})
  expect(successorOf('wasmtime', 48)).toBeUndefined()
})
