import {expect, test} from 'vitest'
import {statedFeatures} from '../../../src/scan/validation-commands/feature-sets.ts'

test('the features that checks are built with, each choice once', () => {
  const lines = [
    'cargo check --features b,a --verbose',
    'cargo test --features "a b" -p host',
    'cargo clippy -F=a --package=host --no-default-features -- --features lint',
    'cargo build --all-features',
    'cargo test --all-features --release',
    'cargo test',
    './check.sh --features x',
    'cargo check --features $(FEATURES)',
    'cargo check --all-features --manifest-path fuzz/Cargo.toml',
    'cargo check --all-features -p a -p b',
  ]
  const runs = lines.map(line => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? ''))

  expect(statedFeatures([{runs}])).toEqual([
    {isWithoutDefault: false, isAll: false, features: ['a', 'b']},
    {package: 'host', isWithoutDefault: false, isAll: false, features: ['a', 'b']},
    {package: 'host', isWithoutDefault: true, isAll: false, features: ['a']},
    {isWithoutDefault: false, isAll: true, features: []},
  ])
})
