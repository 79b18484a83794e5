import fc from 'fast-check'
import {expect, test} from 'vitest'
import {precompiledBy} from '../../src/scan/precompiled.ts'
import {findWasmFiles} from '../../src/scan/wasm-files.ts'
import {precompiled} from '../support/precompiled.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

test.each(['36.0.2', '48', '37.0.0-rc.1'])('a precompiled module says that wasmtime %s made it', version => {
  expect(precompiledBy(precompiled(version))).toBe(version)
})

test('what wasmtime didn’t precompile, and what calls its maker by another name, says nothing', () => {
  const wasm = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])

  expect(precompiledBy(wasm)).toBeUndefined()
  expect(precompiledBy(new Uint8Array())).toBeUndefined()
  expect(precompiledBy(precompiled('our engine, third edition'))).toBeUndefined()
  expect(precompiledBy(precompiled('36.0.2', '.other.section.x'))).toBeUndefined()
})

test('a cut or damaged one is no error', () => {
  const whole = precompiled('36.0.2')
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (end, at, byte) => {
      const damaged = whole.slice(0, end)
      if (at < end) damaged[at] = byte
      const found = precompiledBy(damaged)
      expect(found === undefined || /^[\w.-]+$/.test(found)).toBe(true)
    }),
  )
})

test('wasm that the repository keeps is found; test data and others’ code are not, but for precompiled modules', async () => {
  const wasm = new Uint8Array(10)
  const tree = await temporaryRepository({
    'plugins/a.wasm': wasm,
    'tests/data/b.wasm': wasm,
    'tests/cache/c.cwasm': precompiled('24.0.5'),
    'vendor/d.wasm': wasm,
    'src/lib.rs': '',
  })

  expect(await findWasmFiles(tree)).toEqual([
    {path: 'plugins/a.wasm', sizeBytes: 10},
    {path: 'tests/cache/c.cwasm', sizeBytes: precompiled('24.0.5').length, precompiledBy: '24.0.5'},
  ])
})
