import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 25, to: 26}

test('parameters behind an alias are left to a person', async () => {
  const code = [
    'type Count = u32; struct L;',
    'impl wasmtime::ResourceLimiter for L { fn table_growing(&mut self, a: Count, b: Count, c: Option<Count>) {} }',
  ].join('\n')

  const {text, left} = await rewriteOne(code, way)

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['its parameters are not written as numbers'])
})

test('a limit that nothing tells the type of is left to the compiler', async () => {
  const code = 'fn f(n: impl Into<usize>) { wasmtime::StoreLimitsBuilder::new().table_elements(n.into()); }'

  expect(await rewriteOne(code, way)).toMatchObject({text: code, left: []})
})
