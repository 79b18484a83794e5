import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 42, to: 43}
const made = 'wasmtime::component::StreamReader::new(s, vec![1])'

test.each([
  ['a function without a Result', `fn f(s: &mut wasmtime::Store<u8>) { let r = ${made}; }`],
  ['a closure', `fn f(s: &mut wasmtime::Store<u8>) -> wasmtime::Result<()> { run(|| { ${made}; }); Ok(()) }`],
  ['another error', `fn f(s: &mut wasmtime::Store<u8>) -> Result<(), String> { let r = ${made}; Ok(()) }`],
])('%s is left to a person', async (_, code) => {
  const {text, left} = await rewriteOne(code, way)

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['the function around it returns no Result of wasmtime or anyhow'])
})

test('what is handled already is in the new form', async () => {
  const code = `fn f(s: &mut wasmtime::Store<u8>) -> wasmtime::Result<R> { ${made}.unwrap(); ${made}.ok(); ${made} }`

  expect(await rewriteOne(code, way)).toMatchObject({text: code, left: []})
})
