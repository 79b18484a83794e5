import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const limiter = (number: string, error: string) =>
  [
    'struct L;',
    'impl wasmtime::ResourceLimiter for L {',
    `    fn table_growing(&mut self, a: ${number}, b: ${number}, c: Option<${number}>) -> wasmtime::Result<bool> { Ok(true) }`,
    `    fn table_grow_failed(&mut self, e: ${error}::Error) -> ${error}::Result<()> { Err(e) }`,
    '}',
  ].join('\n')

test('numbers and errors of a limiter change together on a long way', async () => {
  const {text, left} = await rewriteOne(limiter('u32', 'anyhow'), {from: 25, to: 48})

  expect(text).toBe(limiter('usize', 'wasmtime'))
  expect(left).toEqual([])
})
