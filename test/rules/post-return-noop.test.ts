import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 41, to: 42}

test.each([
  ['if let Err(e) = f.post_return(&mut s) { panic!("{e}") }', 'what it gives is used'],
  ['f.post_return(next_store()).unwrap();', 'what it is called with may do something'],
  ['let g = wasmtime::component::Func::post_return;', 'it is not called as a method here'],
])('%s is left to a person', async (code, why) => {
  const text = `fn f(f: wasmtime::component::Func, mut s: wasmtime::Store<()>) { ${code} }`

  const rewritten = await rewriteOne(text, way)

  expect(rewritten.text).toBe(text)
  expect(rewritten.left.map(one => one.why)).toEqual([why])
})
