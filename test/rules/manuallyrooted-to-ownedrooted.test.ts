import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 36, to: 37}
const of = (body: string) =>
  `use wasmtime::{ExternRef, Rooted, Store};\nfn f(r: Rooted<ExternRef>, s: &mut Store<u8>) { ${body} }`

test('a root that is made and given back at once is dropped at once', async () => {
  const {text} = await rewriteOne(of('r.to_manually_rooted(&mut *s).unwrap().unroot(s);'), way)

  expect(text).toContain('{ drop(r.to_owned_rooted(&mut *s).unwrap()); }')
})

test('a store that is made for it is left to a person', async () => {
  const {left} = await rewriteOne(of('r.to_manually_rooted(&mut *s).unwrap().unroot(next());'), way)

  expect(left.map(({why}) => why)).toEqual(['what it is called with may do something'])
})

test('globs don’t keep it from its new name', async () => {
  const code = 'use anyhow::*;\nuse wasmtime::*;\nfn f(r: ManuallyRooted<ExternRef>) {}\n'

  expect((await rewriteOne(code, way)).text).toContain('r: OwnedRooted<ExternRef>')
})

test('a module that names come from keeps no alias beside a glob', async () => {
  const code = 'use wasmtime::*;\nuse wasmtime_wasi::preview1::{WasiP1Ctx, add_to_linker_sync};\n'

  expect((await rewriteOne(code, {from: 36, to: 48})).text).toContain('use wasmtime_wasi::p1::{WasiP1Ctx, ')
})
