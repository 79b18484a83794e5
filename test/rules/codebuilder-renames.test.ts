import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test('a switch that somebody else decides is left to a person', async () => {
  const code = 'fn f(b: &mut wasmtime::CodeBuilder, t: bool) { b.wat(t).unwrap(); b.wasm(&[], None).unwrap(); }'

  const {text, left} = await rewriteOne(code, {from: 24, to: 25})

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(Array(2).fill('whether text is accepted is decided elsewhere'))
})
