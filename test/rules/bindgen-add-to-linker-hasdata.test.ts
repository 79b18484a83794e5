import {expect, test} from 'vitest'
import {manifestWith} from '../scan/api-uses/find.ts'
import {rewriteAll, rewriteOne} from './rewrite.ts'

const to34 = {from: 33, to: 34}
const world = 'wasmtime::component::bindgen!({ world: "plugin" });\n'

test('names HasSelf as it is imported', async () => {
  const {text} = await rewriteOne(
    `use wasmtime::component::{HasSelf, Linker};\n${world}fn link(l: &mut Linker<S>) { Plugin::add_to_linker(l, |s| s); }\n`,
    to34,
  )

  expect(text).toContain('Plugin::add_to_linker::<_, HasSelf<_>>(l, |s| s)')
})

test('keeps link options where they stand', async () => {
  const {text} = await rewriteOne(`${world}fn link(l: L) { Plugin::add_to_linker(l, &options, |s| s); }\n`, to34)

  expect(text).toContain('Plugin::add_to_linker::<_, wasmtime::component::HasSelf<_>>(l, &options, |s| s)')
})

test.each([
  ['a closure that captures', 'Plugin::add_to_linker(l, move |s| pick(s, index));'],
  ['a closure with a body of its own', 'Plugin::add_to_linker(l, |s| { count(); &mut s.host });'],
  ['a getter that came from elsewhere', 'Plugin::add_to_linker(l, getter);'],
  ['bindings of wasmtime-wasi', 'wasmtime_wasi::bindings::cli::environment::add_to_linker(l, |s| s);'],
])('leaves %s to people', async (_, call) => {
  const {writes, left} = await rewriteOne(`${world}fn link(l: L, getter: G) { ${call} }\n`, to34)

  expect(writes).toEqual([])
  expect(left).toMatchObject([{change: 'bindgen-add-to-linker-hasdata', line: 2}])
})

test.each(['logs', 'crate::logs'])('leaves functions to people that may be the repository’s own: %s', async module => {
  const {writes, left} = await rewriteAll(
    {
      'Cargo.toml': manifestWith('wasmtime = "33"'),
      'src/lib.rs': `mod logs;\n${world}fn link(l: L) { ${module}::add_to_linker(l, |s| s); }\n`,
      'src/logs.rs': 'pub fn add_to_linker(l: L, get: impl Fn(u32) -> u32) {}\n',
    },
    to34,
  )

  expect(writes).toEqual([])
  expect(left).toHaveLength(1)
})

test('knows a type of the repository from a generated one', async () => {
  const source = `${world}struct Registry;\nimpl Registry { fn add_to_linker(l: L, get: G) {} }\nfn f(l: L) { Registry::add_to_linker(l, |s| s); }\n`
  const {writes, left} = await rewriteOne(source, to34)

  expect([writes, left]).toEqual([[], []])
})

test.each([
  ['through a glob', 'pub use demo::plugin::*;', 'logger::add_to_linker'],
  ['through an import', 'use self::demo::plugin::logger as log;', 'log::add_to_linker'],
  ['by its path', '', 'demo::plugin::logger::add_to_linker'],
])('knows what the file generates beside functions of the same name, %s', async (_, imports, call) => {
  const source = `${world}${imports}\nmod own { pub fn add_to_linker() {} }\nfn f(l: L) { ${call}(l, |s| &mut s.logs); }\n`

  expect((await rewriteOne(source, to34)).text).toContain(`${call}::<_, wasmtime::component::HasSelf<_>>(l, |s|`)
})
