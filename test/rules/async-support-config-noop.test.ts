import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 41, to: 42}
const why = async (code: string) => (await rewriteOne(code, way)).left.map(one => one.why)

test('an argument that does something is left to a person', async () => {
  expect(await why('fn f(c: &mut wasmtime::Config) { c.async_support(ask()); }')).toEqual([
    'its argument may do something',
  ])
})

test('so is a value of which nobody knows whether it is a reference', async () => {
  expect(
    await why('use wasmtime::Config; fn c() -> Config { todo!() } fn f() { let x = c().async_support(true); }'),
  ).toEqual(['whether the rest is still a reference can’t be told'])
})

test('a comment between the links of a chain stays, and swallows nothing', async () => {
  const code = 'fn f(c: &mut wasmtime::Config) {\n    c.consume_fuel(true) // counted\n        .async_support(true);\n}'

  expect((await rewriteOne(code, way)).text).toBe(
    'fn f(c: &mut wasmtime::Config) {\n    c.consume_fuel(true) // counted\n        ;\n}',
  )
})

test('who forbade the async APIs is told that nothing does so any more', async () => {
  expect((await rewriteOne('fn f(c: &mut wasmtime::Config) { c.async_support(false); }', way)).notes).toHaveLength(1)
})
