import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test('the function itself handed on is left to a person', async () => {
  const code = 'fn f(t: Option<wasmtime::HeapType>) { t.map(wasmtime::Val::null_ref); }'

  const {text, left} = await rewriteOne(code, {from: 20, to: 21})

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['it is not called here'])
})
