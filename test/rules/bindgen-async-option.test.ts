import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const to36 = {from: 35, to: 36}

test('merges the old options with imports and exports that are there already', async () => {
  const {text} = await rewriteOne(
    'wasmtime::component::bindgen!({ imports: { default: trappable }, async: true, exports: {} });\n',
    to36,
  )

  expect(text).toBe(
    'wasmtime::component::bindgen!({ imports: { default: async | trappable }, exports: { default: async } });\n',
  )
})

test('spells members with a dot when the target is 39 or later', async () => {
  const {text} = await rewriteOne(
    [
      'wasmtime::component::bindgen!({',
      '    async: { only_imports: ["demo:plugin/store@1.2.0#[method]bucket.get"] },',
      '    with: { "demo:plugin/store/bucket": crate::Bucket },',
      '});',
      '',
    ].join('\n'),
    {from: 25, to: 48},
  )

  expect(text).toBe(
    [
      'wasmtime::component::bindgen!({',
      '    imports: { "demo:plugin/store@1.2.0.[method]bucket.get": async },',
      '    exports: { default: async },',
      '    with: { "demo:plugin/store.bucket": crate::Bucket },',
      '});',
      '',
    ].join('\n'),
  )
})

test.each([
  ['names without their interface', 'async: { only_imports: ["get"] }'],
  ['functions that stay synchronous', 'async: { except_imports: ["demo:plugin/store#get"] }'],
  ['a list of functions that may trap', 'trappable_imports: ["get"]'],
  ['concurrent functions', 'async: true, concurrent_imports: true'],
  ['imports with rules of their own', 'async: true, imports: { "demo:plugin/store/get": trappable }'],
])('leaves %s to people', async (_, options) => {
  const source = `wasmtime::component::bindgen!({ world: "plugin", ${options} });\n`
  const {text, left} = await rewriteOne(source, to36)

  expect(text).toBe(source)
  expect(left.map(({change, isBug}) => [change, isBug])).toEqual([[left[0]?.change, undefined]])
})

test('leaves a short form without options alone', async () => {
  expect((await rewriteOne('wasmtime::component::bindgen!("plugin" in "wit");\n', to36)).writes).toEqual([])
})
