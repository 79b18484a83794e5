import {expect, test} from 'vitest'
import {
  type BreakingChange,
  breakingChangesBetween,
  loadBreakingChanges,
} from '../../../src/catalog/breaking-changes.ts'
import {countUses} from '../../../src/scan/api-uses/count-uses.ts'
import {findApiUses} from '../../../src/scan/api-uses/find-api-uses.ts'
import {manifestWith, surveyOf, treeOf, usesOf} from './find.ts'

const all = await loadBreakingChanges()
const asyncSupport = changeNamed('async-support-config-noop')
const preview = changeNamed('wasi-preview-modules-renamed')
const rootToP2 = changeNamed('wasi-root-to-p2')
const host = 'wasmtime = "34"\nwasmtime-wasi = "34"'

test('a use says where it is, which change it meets, who adapts it and how it is told', async () => {
  const [use] = await usesIn('fn make() {\n    let mut c = wasmtime::Config::new();\n    c.async_support(true);\n}\n')

  expect(use).toMatchObject({
    kind: 'api-use',
    place: 'rust-source',
    path: 'src/lib.rs',
    line: 3,
    column: 7,
    value: 'async_support',
    text: 'c.async_support(true);',
    change: 'async-support-config-noop',
    crate: 'wasmtime',
    live: true,
  })
  expect(use?.why).toMatch(/^breaks at 42: .*, automatic, compiler warning$/)
})

test.each([
  ['an alias', 'use wasmtime::Config as C;\nfn f(c: &mut C) { c.async_support(true); }'],
  ['an alias of the crate', 'use wasmtime as w;\nfn f(c: &mut w::Config) { c.async_support(true); }'],
  [
    'a nested group',
    'use {std::fmt, wasmtime::{self, component::{Linker}, Config}};\nfn f(c: &mut Config) { c.async_support(true); }',
  ],
  ['a glob', 'use wasmtime::*;\nfn f(c: &mut Config) { c.async_support(true); }'],
  ['extern crate', 'extern crate wasmtime as w;\nfn f(c: &mut w::Config) { c.async_support(true); }'],
  ['a leading ::', 'fn f(c: &mut ::wasmtime::Config) { c.async_support(true); }'],
  [
    'an import inside the function',
    'fn f() { use wasmtime::Config; let mut c = Config::new(); c.async_support(true); }',
  ],
  [
    'a module that imports it',
    'mod inner {\n use wasmtime::Config;\n fn f(c: &mut Config) { c.async_support(true); }\n}',
  ],
  [
    'super::*',
    'use wasmtime::Config;\nmod tests {\n use super::*;\n fn f(c: &mut Config) { c.async_support(true); }\n}',
  ],
  ['a type alias', 'type C = wasmtime::Config;\nfn f(c: &mut C) { c.async_support(true); }'],
  ['a builder chain', 'fn f() { wasmtime::Config::new().wasm_simd(true).async_support(true); }'],
  ['a field', 'struct S { config: wasmtime::Config }\nimpl S { fn f(&mut self) { self.config.async_support(true); } }'],
  [
    'a function of the file',
    'fn make() -> wasmtime::Config { todo!() }\nfn f() { let mut c = make(); c.async_support(true); }',
  ],
  [
    'a wrapper',
    'fn f(c: std::sync::Arc<std::sync::Mutex<wasmtime::Config>>) { c.lock().unwrap().async_support(true); }',
  ],
  ['a macro', 'use wasmtime::Config;\nfn f(c: &mut Config) { assert!(c.async_support(true)); }'],
  [
    'an unknown receiver, when no other API has the method',
    'use wasmtime::Config;\nfn f(g: G) { g.c().async_support(true); }',
  ],
])('finds a method through %s', async (_, text) => {
  expect(await usesIn(text)).toMatchObject([{value: 'async_support', live: true}])
})

test.each([
  [
    'a type of another crate',
    'use other::Config;\nuse wasmtime::Engine;\nfn f(c: &mut Config) { c.async_support(true); }',
  ],
  ['a type of its own', 'use wasmtime::Engine;\nstruct Config;\nfn f(c: &mut Config) { c.async_support(true); }'],
  [
    'a type of its own beside a glob',
    'use wasmtime::*;\nstruct Config;\nfn f(c: &mut Config) { c.async_support(true); }',
  ],
  [
    'an import that only another function has',
    'fn g() { use wasmtime::Config; }\nfn f(c: &mut other::Config) { c.async_support(true); }',
  ],
  ['a comment', '// config.async_support(true)\nuse wasmtime::Config;\n/* async_support(true) */'],
  ['a string', 'use wasmtime::Config;\nconst S: &str = "config.async_support(true)";'],
  [
    'a field or a function of the same name',
    'use wasmtime::Config;\nstruct S { async_support: bool }\nfn async_support() {}',
  ],
])('does not take %s for a use', async (_, text) => {
  expect(await usesIn(text)).toEqual([])
})

test('follows re-exports through files, modules and packages', async () => {
  const files = {
    'engine/Cargo.toml': manifestWith('wasmtime = "34"', 'my-engine'),
    'engine/src/lib.rs': 'mod raw;\npub use raw::Config as EngineConfig;\npub use wasmtime;\n',
    'engine/src/raw.rs': 'pub(crate) use wasmtime::Config;\n',
    'engine/src/use_inside.rs': 'use crate::EngineConfig;\nfn f(c: &mut EngineConfig) { c.async_support(true); }\n',
    'engine/tests/all.rs': 'use my_engine::EngineConfig;\nfn f(c: &mut EngineConfig) { c.async_support(true); }\n',
    'app/Cargo.toml': manifestWith('my-engine = { path = "../engine" }', 'app'),
    'app/src/main.rs':
      'use my_engine::{wasmtime::Config, EngineConfig};\n' +
      'fn f(a: &mut Config, b: &mut EngineConfig) { a.async_support(true); b.async_support(true); }\n',
  }

  expect((await usesOf(files, [asyncSupport])).map(({path, line}) => `${path}:${line}`)).toEqual([
    'app/src/main.rs:2',
    'app/src/main.rs:2',
    'engine/src/use_inside.rs:2',
    'engine/tests/all.rs:2',
  ])
})

test('re-exports that lead in a circle end', async () => {
  const files = {
    'Cargo.toml': manifestWith(host),
    'src/lib.rs': 'mod a;\nmod b;\npub use a::*;\npub use wasmtime::Engine;\n',
    'src/a.rs': 'pub use crate::b::*;\nuse wasmtime::Engine;\n',
    'src/b.rs':
      'pub use crate::a::*;\npub use crate::*;\nuse wasmtime::Engine;\nfn f(c: &mut Config) { c.wasm_simd(true); }\n',
  }

  expect(await usesOf(files, [asyncSupport])).toEqual([])
})

test('knows a renamed dependency by its name in the code', async () => {
  const files = {
    'Cargo.toml': manifestWith('wasmtime_lts = { package = "wasmtime-wasi", version = "36" }'),
    'src/lib.rs': 'use wasmtime_lts::preview1;\n',
  }

  expect(await usesOf(files, [preview])).toMatchObject([{value: 'preview1', crate: 'wasmtime-wasi'}])
})

test('a move is reported where the path is spelled out, not where an import brought the name', async () => {
  const text = 'use wasmtime_wasi::pipe::MemoryOutputPipe;\nfn f(p: MemoryOutputPipe) -> MemoryOutputPipe { p }\n'

  expect(await usesIn(text, [rootToP2])).toMatchObject([{line: 1, value: 'pipe'}])
})

test('a path that is back where the upgrade goes is no use', async () => {
  const text = 'use wasmtime_wasi::{WasiCtx, pipe::MemoryOutputPipe};\n'
  const valuesAt = async (to: number) => (await usesIn(text, [rootToP2], to)).map(({value}) => value)

  expect(await valuesAt(33)).toEqual(['WasiCtx', 'pipe'])
  expect(await valuesAt(36)).toEqual(['pipe'])
})

test('what only a spelling tells is a mention', async () => {
  const text = 'use wasmtime::Store;\nfn f(x: impl AsMut<Store<u8>>) { x.as_mut().gc(); }\nfn g(y: Y) { y.gc(); }\n'
  const uses = await usesIn(text, [changeNamed('store-gc-argument')])

  expect(uses.every(({live, why}) => !live && why.startsWith('by name only: '))).toBe(true)
  expect(uses.length).toBeGreaterThan(0)
})

test("wasmtime's own crates are no users of it, nor are packages without it", async () => {
  const text = 'use wasmtime::Config;\nfn f(c: &mut Config) { c.async_support(true); }'
  const files = {
    'crates/wasi/Cargo.toml': manifestWith('wasmtime = { path = "../wasmtime" }', 'wasmtime-wasi'),
    'crates/wasi/src/lib.rs': text,
    'tool/Cargo.toml': manifestWith('serde = "1"', 'tool'),
    'tool/src/main.rs': text,
    'loose/main.rs': text,
  }

  expect(await usesOf(files, [asyncSupport])).toEqual([])
})

test('nothing is parsed when no file can have a use', async () => {
  const files = {'Cargo.toml': manifestWith(host), 'src/lib.rs': 'fn config() { new(); }\n'}
  const loadParser = () => Promise.reject(new Error('the parser was loaded'))

  const searches = [{changes: all, to: 48}]

  const uses = await findApiUses({tree: treeOf(files), survey: surveyOf(files), searches, loadParser})

  expect(uses).toMatchObject({findings: new Map([[48, []]]), filesRead: 1, filesParsed: 0})
})

test.each([
  ['unfinished code', 'use wasmtime::Config;\nfn f(c: &mut Config) { c.async_support(true); match { '],
  [
    'nested blocks',
    `use wasmtime::Config;\nfn f(async_support: u8) ${'{'.repeat(5000)} async_support ${'}'.repeat(5000)}`,
  ],
  ['a path of many names', `use wasmtime::Config;\nuse ${'a::'.repeat(5000)}async_support;`],
  ['nested groups', `use wasmtime::Config;\nuse ${'a::{'.repeat(3000)}async_support${'}'.repeat(3000)};`],
  [
    'a chain of many calls',
    `use wasmtime::Config;\nfn f() { Config::new()${'.x()'.repeat(3000)}.y() }\nfn async_support() {}`,
  ],
  ['blank lines', `use wasmtime::Config;${'\n'.repeat(300_000)}fn async_support() {}`],
  ['one endless word', `use wasmtime::Config;\nfn async_support() {}\n// ${'a'.repeat(1_000_000)}`],
])('hostile text ends soon: %s', async (_, text) => {
  const started = performance.now()

  await usesIn(text, all)

  expect(performance.now() - started).toBeLessThan(3000)
})

test('what cannot be read as text is left out and counted', async () => {
  const files = {'Cargo.toml': manifestWith(host), 'src/lib.rs': 'use wasmtime::Config;\0', 'vendor/x/src/lib.rs': ''}
  const loadParser = () => Promise.reject(new Error('the parser was loaded'))
  const input = {tree: treeOf(files), survey: surveyOf(files), searches: [{changes: all, to: 48}], loadParser}

  expect((await findApiUses(input)).leftOut).toEqual([
    {reason: 'no code of its own', count: 1},
    {reason: 'not text', count: 1},
  ])
})

test('counts what a way meets: superseded changes and mentions are left out', async () => {
  const text =
    'use wasmtime_wasi::preview1;\nfn f(c: &mut wasmtime::Config) { c.async_support(true); c.wasm_gc(false); c.wasm_memory64(true); }\n'
  const uses = await usesIn(text, all)

  expect(countUses(uses, all, 36, 48)).toEqual({automatic: 2, manual: 1, silent: 1})
  expect(countUses(uses, all, 37, 42)).toEqual({automatic: 1, manual: 0, silent: 0})
  expect(countUses(uses, await breakingChangesBetween(20, 21), 20, 21)).toEqual({automatic: 0, manual: 0, silent: 0})
})

function usesIn(text: string, changes: readonly BreakingChange[] = [asyncSupport], to = 48) {
  return usesOf({'Cargo.toml': manifestWith(`${host}\nother = "1"`), 'src/lib.rs': text}, changes, to)
}

function changeNamed(id: string): BreakingChange {
  const change = all.find(one => one.id === id)
  if (change === undefined) throw new Error(`no change ${id}`)
  return change
}
