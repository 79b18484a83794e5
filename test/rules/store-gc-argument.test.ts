import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const of = (body: string, returns = '') => `async fn f(s: &mut wasmtime::Store<u8>)${returns} { ${body} }`
const rewritten = (code: string, to: number) => rewriteOne(code, {from: 32, to})

test('where it gives a Result by then, the function around passes that on', async () => {
  const code = of('s.gc(); s.gc_async().await; Ok(())', ' -> anyhow::Result<()>')

  expect((await rewritten(code, 48)).text).toContain('s.gc(None)?; s.gc_async(None).await?;')
  expect((await rewritten(code, 45)).text).toContain('s.gc(None)?; s.gc_async(None).await;')
  expect((await rewritten(code, 41)).text).toContain('s.gc(None); s.gc_async(None).await;')
})

test('where the function can’t, the Result stays to be looked at', async () => {
  expect((await rewritten(of('s.gc();'), 48)).text).toContain('s.gc(None);')
})

test('a value that would be another one is left to a person', async () => {
  const code = of('match s { s => s.gc(), }')

  const {text, left} = await rewritten(code, 48)

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['it gives a Result in wasmtime 48'])
})
