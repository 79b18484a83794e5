import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const way = {from: 32, to: 33}

test('a failure that is handled behind a chain is left to a person', async () => {
  const code = 'fn f() -> bool { wasmtime::Config::new().consume_fuel(true).cache_config_load_default().is_ok() }'

  const {text, left} = await rewriteOne(code, way)

  expect(text).toBe(code)
  expect(left.map(({why}) => why)).toEqual(['its failure is handled in a way of its own'])
})

test('the person is told that cache files lost a key', async () => {
  const {notes} = await rewriteOne('fn f(c: &mut wasmtime::Config) { c.cache_config_load("c.toml").unwrap(); }', way)

  expect(notes).toEqual(['src/lib.rs: from wasmtime 33 on a cache file must not have the key `enabled`'])
})

test('what stands beside it in a chain comes along, over many majors', async () => {
  const code = [
    'fn f() -> wasmtime::Result<wasmtime::Engine> {',
    '    wasmtime::Engine::new(',
    '        wasmtime::Config::new()',
    '            .async_support(true)',
    '            .static_memory_forced(true)',
    '            .cache_config_load_default()?',
    '            .wasm_backtrace(false),',
    '    )',
    '}',
  ].join('\n')

  const {text, left} = await rewriteOne(code, {from: 25, to: 48})

  expect(text.split('\n').slice(2, 6)).toEqual([
    '        wasmtime::Config::new()',
    '            .memory_may_move(false)',
    '            .cache(Some(wasmtime::Cache::from_file(None)?))',
    '            .wasm_backtrace_max_frames(None),',
  ])
  expect(left).toEqual([])
})
