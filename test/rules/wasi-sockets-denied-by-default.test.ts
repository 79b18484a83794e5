import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const to48 = {from: 47, to: 48}

test('allows only what the function says nothing of', async () => {
  const source = (chain: string) =>
    `fn open(b: &mut wasmtime_wasi::WasiCtxBuilder) { b.allow_udp(false); b.inherit_network()${chain}; }\n`

  expect((await rewriteOne(source(''), to48)).text).toBe(source('.allow_tcp(true)'))
})

test('leaves it to people where another function says what is allowed', async () => {
  const source = [
    'use wasmtime_wasi::WasiCtxBuilder;',
    'fn network(b: &mut WasiCtxBuilder) { b.inherit_network(); }',
    'fn restrict(b: &mut WasiCtxBuilder) { b.allow_tcp(false).allow_udp(false); }',
    '',
  ].join('\n')
  const {writes, left} = await rewriteOne(source, to48)

  expect(writes).toEqual([])
  expect(left).toMatchObject([{line: 2, why: 'another function says what is allowed'}])
})

test('tells that the guest reaches the network as before', async () => {
  const {notes} = await rewriteOne('fn f() { wasmtime_wasi::WasiCtxBuilder::new().inherit_network(); }\n', to48)

  expect(notes).toEqual([expect.stringContaining('refuses TCP and UDP')])
})
