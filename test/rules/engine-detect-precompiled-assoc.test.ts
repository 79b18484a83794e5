import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test.each([
  'wasmtime::Engine::default().detect_precompiled(b)',
  'assert!(wasmtime::Engine::default().detect_precompiled(b).is_some())',
])('an engine that is made for it is left to a person: %s', async call => {
  const code = `fn f(b: &[u8]) { ${call}; }`

  const {text, left} = await rewriteOne(code, {from: 31, to: 32})

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['what it is called on may do something'])
})
