import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test('a method of nobody knows what keeps its types', async () => {
  const code = 'use wasmtime::Store; fn f(s: &mut Store<u8>) { plant(s).grow_async::<u8>(); }'

  const {text, left} = await rewriteOne(code, {from: 33, to: 34})

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['what it is called on can’t be told'])
})
