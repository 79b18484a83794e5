import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test('leaves a name to people that other crates may know', async () => {
  const source = [
    'wasmtime::component::bindgen!({ world: "plugin" });',
    'pub use exports::demo::plugin::api::GuestPre;',
    '',
  ].join('\n')
  const {writes, left} = await rewriteOne(source, {from: 24, to: 25})

  expect(writes).toEqual([])
  expect(left).toMatchObject([{why: 'other crates may know it by this name', line: 2}])
})
