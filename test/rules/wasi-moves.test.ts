import {expect, test} from 'vitest'
import {manifestWith} from '../scan/api-uses/find.ts'
import {rewriteAll, rewriteOne} from './rewrite.ts'

test('takes each name of 25 straight to where 48 has it', async () => {
  const {text, left} = await rewriteOne(
    [
      'use wasmtime_wasi::{ResourceTable, WasiCtx, WasiCtxBuilder, stdout};',
      'use wasmtime_wasi::{add_to_linker_async, bindings::Command, pipe};',
      'use wasmtime_wasi::{SocketAddrUse, StdoutStream as Out};',
      '',
    ].join('\n'),
    {from: 25, to: 48},
  )

  expect(text).toBe(
    [
      'use wasmtime_wasi::{ResourceTable, WasiCtx, WasiCtxBuilder, cli::stdout};',
      'use wasmtime_wasi::{p2::add_to_linker_async, p2::bindings::Command, p2::pipe};',
      'use wasmtime_wasi::{sockets::SocketAddrUse, cli::StdoutStream as Out};',
      '',
    ].join('\n'),
  )
  expect(left).toEqual([])
})

test('imports what leaves a list from each of its new places', async () => {
  const {text} = await rewriteOne(
    [
      'pub mod host {',
      '    pub(crate) use wasmtime_wasi::p2::{WasiCtx, stdin, WasiCtxBuilder as Builder, stdout, pipe};',
      '}',
      '',
    ].join('\n'),
    {from: 34, to: 37},
  )

  expect(text).toBe(
    [
      'pub mod host {',
      '    pub(crate) use wasmtime_wasi::p2::pipe;',
      '    pub(crate) use wasmtime_wasi::{WasiCtx, WasiCtxBuilder as Builder};',
      '    pub(crate) use wasmtime_wasi::cli::{stdin, stdout};',
      '}',
      '',
    ].join('\n'),
  )
})

test('keeps to one line where the code does', async () => {
  const {text} = await rewriteOne('fn f() { use wasmtime_wasi::p2::{WasiCtx, pipe}; }\n', {from: 35, to: 36})

  expect(text).toBe('fn f() { use wasmtime_wasi::p2::pipe; use wasmtime_wasi::WasiCtx; }\n')
})

test('leaves a list that is imported on a condition to people', async () => {
  const source = '#[cfg(unix)]\nuse wasmtime_wasi::p2::{WasiCtx, pipe};\n'
  const {writes, left} = await rewriteOne(source, {from: 35, to: 36})

  expect(writes).toEqual([])
  expect(left).toMatchObject([{why: 'the import has an attribute'}])
})

test('leaves names to people that the target has nowhere, or for something else', async () => {
  const {writes, left} = await rewriteOne('use wasmtime_wasi::{FileInputStream, InputStream};\n', {from: 25, to: 48})

  expect(writes).toEqual([])
  expect(left.map(({why}) => why)).toEqual([
    'wasmtime 48 has no wasmtime_wasi::FileInputStream',
    'InputStream is the name of something else since wasmtime 30',
  ])
})

test('leaves paths through a module of the own crate, which keeps the old name', async () => {
  const {writes} = await rewriteAll(
    {
      'Cargo.toml': manifestWith('wasmtime-wasi = "36"'),
      'src/lib.rs': 'mod wasi;\nuse crate::wasi::preview1::WasiP1Ctx;\nfn f(_: wasi::preview1::WasiP1Ctx) {}\n',
      'src/wasi.rs': 'pub use wasmtime_wasi::preview1;\n',
    },
    {from: 36, to: 37},
  )

  expect(writes.map(({path, after}) => [path, after])).toEqual([
    ['src/wasi.rs', 'pub use wasmtime_wasi::p1 as preview1;\n'],
  ])
})

test('renames a module in front of its names, beside a glob and for other modules too', async () => {
  const source = (module: string) =>
    `use wasmtime::*;\nuse wasmtime_wasi::${module}::{WasiP1Ctx, add_to_linker_sync};\npub use wasmtime_wasi::${module}::WasiP1Ctx as Ctx;\n`

  expect((await rewriteOne(source('preview1'), {from: 24, to: 48})).text).toBe(source('p1'))
})

test('leaves a module to people that brings itself under a name that is taken', async () => {
  const source = 'use wasmtime_wasi::preview1::{self, WasiP1Ctx};\nmod p1 {}\n'
  const {left, writes} = await rewriteOne(source, {from: 36, to: 37})

  expect(writes).toEqual([])
  expect(left).toMatchObject([{why: 'its new name p1 would be another one for this module'}])
})
