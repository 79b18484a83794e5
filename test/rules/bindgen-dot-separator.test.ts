import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

test('leaves keys of whole interfaces and packages, and strings that are no keys', async () => {
  const source = [
    'wasmtime::component::bindgen!({',
    '    path: "../a:b/c/d",',
    '    world: "demo:plugin/plugin@1.0.0",',
    '    with: { "wasi:io": crate::io, "wasi:io/streams@0.2.0": crate::io, "wasi:io/poll.pollable": crate::P },',
    '});',
    'const KEY: &str = "wasi:io/poll/pollable";',
    '',
  ].join('\n')

  expect((await rewriteOne(source, {from: 38, to: 39})).writes).toEqual([])
})

test('leaves options that it can’t read to people', async () => {
  const source = 'wasmtime::component::bindgen!({ $options, with: { "wasi:io/poll/pollable": crate::P } });\n'
  const {writes, left} = await rewriteOne(source, {from: 38, to: 39})

  expect(writes).toEqual([])
  expect(left).toMatchObject([{change: 'bindgen-dot-separator', why: 'the options can’t be read'}])
})
