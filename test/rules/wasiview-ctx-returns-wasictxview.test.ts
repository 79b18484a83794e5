import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const host = (...members: readonly string[]) =>
  [
    'use wasmtime_wasi::{ResourceTable, WasiCtx, WasiView};',
    'struct Host { wasi: Wasi, handles: ResourceTable }',
    'struct Wasi { ctx: WasiCtx }',
    'impl WasiView for Host {',
    ...members,
    '}',
    '',
  ].join('\n')

test.each([36, 48])('goes from the shape of 25 to that of %i at once', async to => {
  const {text, left} = await rewriteOne(
    host(
      '    fn table(&mut self) -> &mut ResourceTable { &mut self.handles }',
      '',
      '    fn ctx(&mut self) -> &mut WasiCtx { &mut self.wasi.ctx }',
    ),
    {from: 25, to},
  )

  expect(text).toBe(
    host(
      "    fn ctx(&mut self) -> wasmtime_wasi::WasiCtxView<'_> { " +
        'wasmtime_wasi::WasiCtxView { ctx: &mut self.wasi.ctx, table: &mut self.handles } }',
    ),
  )
  expect(left).toEqual([])
})

test('goes from the root of 32 to that of 48', async () => {
  const {text} = await rewriteOne(
    [
      'use wasmtime_wasi::{IoView, ResourceTable, WasiCtx, WasiView, add_to_linker_sync};',
      'struct Host { table: ResourceTable, ctx: WasiCtx }',
      'impl IoView for Host { fn table(&mut self) -> &mut ResourceTable { &mut self.table } }',
      'impl WasiView for Host { fn ctx(&mut self) -> &mut WasiCtx { &mut self.ctx } }',
      'fn link(l: &mut wasmtime::component::Linker<Host>) { add_to_linker_sync(l).unwrap() }',
      '',
    ].join('\n'),
    {from: 32, to: 48},
  )

  expect(text).toBe(
    [
      'use wasmtime_wasi::{WasiCtxView, ResourceTable, WasiCtx, WasiView, p2::add_to_linker_sync};',
      'struct Host { table: ResourceTable, ctx: WasiCtx }',
      "impl WasiView for Host { fn ctx(&mut self) -> WasiCtxView<'_> { " +
        'WasiCtxView { ctx: &mut self.ctx, table: &mut self.table } } }',
      'fn link(l: &mut wasmtime::component::Linker<Host>) { add_to_linker_sync(l).unwrap() }',
      '',
    ].join('\n'),
  )
})

const ctx = 'fn ctx(&mut self) -> &mut WasiCtx { &mut self.wasi.ctx }'
const table = 'fn table(&mut self) -> &mut ResourceTable { &mut self.handles }'

test.each([
  ['a lock', [ctx.replace('&mut self.wasi.ctx', 'self.wasi.lock().unwrap().ctx()'), table], 'works out what it gives'],
  ['one part in the other', [ctx.replace('.wasi.ctx', '.handles.x'), table], 'parts of each other'],
  ['a condition', [ctx, `#[cfg(unix)] ${table}`], 'on a condition'],
  ['more functions', [ctx, table, 'fn more(&self) {}'], 'more in it'],
  ['no table', [ctx], 'in another file'],
])('leaves %s to people', async (_, members, why) => {
  const source = host(...members)
  const {writes, left} = await rewriteOne(source, {from: 29, to: 36})

  expect(writes).toEqual([])
  expect(left.map(one => one.why).join()).toContain(why)
})

test('leaves parts to people that are reached through the code of a smart pointer', async () => {
  const source = [
    'use wasmtime_wasi::{ResourceTable, WasiCtx, WasiView};',
    "struct Host { inner: std::sync::MutexGuard<'static, Inner> }",
    'struct Inner { ctx: WasiCtx, table: ResourceTable }',
    'impl WasiView for Host {',
    '    fn ctx(&mut self) -> &mut WasiCtx { &mut self.inner.ctx }',
    '    fn table(&mut self) -> &mut ResourceTable { &mut self.inner.table }',
    '}',
    '',
  ].join('\n')
  const {writes, left} = await rewriteOne(source, {from: 29, to: 36})

  expect(writes).toEqual([])
  expect(left).toMatchObject([{why: "whether self.inner lets both be borrowed isn't told in this file"}])
})

test('leaves an IoView to people whose WasiView is elsewhere, and keeps its import', async () => {
  const source = [
    'use wasmtime_wasi::p2::IoView;',
    'impl IoView for crate::Host {',
    '    fn table(&mut self) -> &mut wasmtime::component::ResourceTable { &mut self.table }',
    '}',
    '',
  ].join('\n')
  const {writes, left} = await rewriteOne(source, {from: 35, to: 36})

  expect(writes).toEqual([])
  expect(left).toMatchObject([{why: 'its WasiView is in another file'}])
})
