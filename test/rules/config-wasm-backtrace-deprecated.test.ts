import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test('a choice that is made elsewhere is left to a person', async () => {
  const code = 'fn f(c: &mut wasmtime::Config, shown: bool) { c.wasm_backtrace(shown); }'

  const {text, left} = await rewriteOne(code, {from: 42, to: 43})

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['how many frames are wanted is decided elsewhere'])
})
