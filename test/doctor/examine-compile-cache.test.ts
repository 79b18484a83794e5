import {describe, expect, test} from 'vitest'
import {examineCompileCache} from '../../src/doctor/examine-compile-cache.ts'
import type {Captured} from '../../src/domain/command.ts'
import {compileCacheIn} from '../../src/registry/compile-cache.ts'
import {answering, said} from '../support/answering-programs.ts'
import {fakeMachineFiles} from '../support/fake-machine-files.ts'

const sccache = {'/bin/sccache --version': said('sccache 0.10.0\n')}

describe('the cache that cargo is told to use', () => {
  test('is recognised in cargo’s variable and in its configuration, where the variable wins', () => {
    const file = {path: '/home/.cargo/config.toml', table: {build: {'rustc-wrapper': 'sccache'}}, isBrought: false}
    const inFile = {program: 'sccache', name: 'sccache', statedIn: file.path, isIncremental: undefined}

    expect(compileCacheIn({files: [file], variables: {}})).toEqual(inFile)
    expect(compileCacheIn({files: [file], variables: {RUSTC_WRAPPER: '/opt/bin/cachepot'}})).toMatchObject({
      name: 'cachepot',
      statedIn: 'RUSTC_WRAPPER',
    })
    expect(compileCacheIn({files: [file], variables: {RUSTC_WRAPPER: ''}})).toBeUndefined()
    expect(compileCacheIn({files: [], variables: {CARGO_BUILD_RUSTC_WRAPPER: 'ccache'}})).toMatchObject({
      name: 'ccache',
      statedIn: 'CARGO_BUILD_RUSTC_WRAPPER',
    })
  })

  test('isn’t any wrapper: others change what is compiled, and keep nothing', () => {
    expect(compileCacheIn({files: [], variables: {RUSTC_WRAPPER: 'clippy-driver'}})).toBeUndefined()
    expect(compileCacheIn({files: [], variables: {RUSTC_WRAPPER: 'not-sccache'}})).toBeUndefined()
  })

  test('is told with whether crates are built incrementally, as far as somebody says so', () => {
    const file = {path: 'config', table: {build: {incremental: false}}, isBrought: false}
    const incremental = (variables: Record<string, string>) =>
      compileCacheIn({files: [file], variables: {RUSTC_WRAPPER: 'sccache', ...variables}})?.isIncremental

    expect(incremental({})).toBe(false)
    expect(incremental({CARGO_INCREMENTAL: '1'})).toBe(true)
    expect(incremental({CARGO_INCREMENTAL: '0'})).toBe(false)
  })
})

describe('doctor', () => {
  test('shows the cache with what tells its work, and what keeps it from working', async () => {
    expect(await examine(sccache, {RUSTC_WRAPPER: 'sccache'})).toEqual({
      name: 'sccache',
      state: 'ok',
      have: '0.10.0',
      need: 'RUSTC_WRAPPER has cargo compile through it',
      todo: [
        'What it did: sccache --show-stats',
        'It keeps nothing of crates that are built incrementally, as the dev profile builds yours: CARGO_INCREMENTAL=0',
      ],
    })
    expect((await examine(sccache, {RUSTC_WRAPPER: 'sccache', CARGO_INCREMENTAL: '0'})).todo).toEqual([
      'What it did: sccache --show-stats',
    ])
  })

  test('says that nothing can be built while the cache is configured and not there', async () => {
    expect(await examine({}, {RUSTC_WRAPPER: 'sccache'})).toEqual({
      name: 'sccache',
      state: 'blocking',
      need: 'RUSTC_WRAPPER has cargo compile through it',
      todo: ['cargo install sccache --locked', 'Or build without it: RUSTC_WRAPPER= upgrade-wizard run'],
    })
  })

  test('asks for nothing where nobody uses one', async () => {
    expect(await examine({}, {})).toEqual({name: 'sccache', state: 'unused', todo: []})
    expect((await examine(sccache, {})).have).toBe('not used; RUSTC_WRAPPER or build.rustc-wrapper would')
  })

  test('doesn’t run a cache that is named by a path: it may have come with the repository', async () => {
    const item = await examine({}, {RUSTC_WRAPPER: './tools/sccache', CARGO_INCREMENTAL: '0'})

    expect(item).toMatchObject({state: 'ok', have: './tools/sccache'})
  })
})

async function examine(answers: Readonly<Record<string, Captured>>, variables: Record<string, string>) {
  const files = fakeMachineFiles(Object.fromEntries(Object.keys(answers).map(line => [`${line.split(' ')[0]}*`, ''])))
  const sources = {programs: answering(answers), files, searchPath: ['/bin'], folder: '/tmp'}
  return examineCompileCache(sources, compileCacheIn({files: [], variables}))
}
