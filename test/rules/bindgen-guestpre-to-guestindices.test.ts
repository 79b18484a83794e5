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

test.each([
  {to: 32, told: []},
  {to: 36, told: [expect.stringContaining('takes an InstancePre')]},
])('on the way to $to tells $told.length things about making them', async ({to, told}) => {
  const source = [
    'mod bindings { wasmtime::component::bindgen!({ world: "plugin" }); }',
    'use bindings::exports::demo::plugin::api::GuestPre;',
    'fn made(c: &wasmtime::component::Component) { GuestPre::new(c); }',
    'fn kept(guest: GuestPre) {}',
    '',
  ].join('\n')
  const {text, notes} = await rewriteOne(source, {from: 24, to})

  expect(text).toBe(source.replaceAll('GuestPre', 'GuestIndices'))
  expect(notes).toEqual(told)
})
