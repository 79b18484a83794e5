import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test('pages that become a u64 only through the call are left to a person', async () => {
  const code = 'fn f(p: &mut wasmtime::PoolingAllocationConfig, n: u32) { p.memory_pages(n.into()); }'

  const {text, left} = await rewriteOne(code, {from: 21, to: 22})

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['whether its argument is a u64 without this call can’t be told'])
})
