import {expect, test} from 'vitest'
import {readHackList} from '../../src/measure/cargo-hack.ts'

test('the list of cargo-hack 0.6.46 names a manifest and a choice of features a line', () => {
  const list = [
    'info: nothing to say',
    'cargo check --manifest-path host/Cargo.toml --all-features --offline',
    'cargo check --manifest-path host/Cargo.toml --no-default-features',
    'cargo check --manifest-path host/Cargo.toml --no-default-features --features std,alloc',
    'cargo check --manifest-path tool/Cargo.toml',
    'cargo build --manifest-path tool/Cargo.toml',
    'cargo check',
  ].join('\n')

  expect(readHackList(list)).toEqual([
    {manifest: 'host/Cargo.toml', isWithoutDefault: false, isAll: true, features: []},
    {manifest: 'host/Cargo.toml', isWithoutDefault: true, isAll: false, features: []},
    {manifest: 'host/Cargo.toml', isWithoutDefault: true, isAll: false, features: ['alloc', 'std']},
    {manifest: 'tool/Cargo.toml', isWithoutDefault: false, isAll: false, features: []},
  ])
})
