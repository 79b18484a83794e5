import {expect, test} from 'vitest'
import {rustStatedThen} from '../../src/plan/rust-stated-then.ts'

const makefile = (rust: string) => `RUST_VERSION ?= ${rust}\n`
const manifest = (rust: string) => `[package]\nname = "a"\nversion = "1.0.0"\nrust-version = "${rust}"\n`
const matrix = (...versions: readonly string[]) =>
  `jobs:\n  test:\n    strategy:\n      matrix:\n        rust: [${versions.join(', ')}]\n    steps:\n      - run: cargo test\n      - uses: dtolnay/rust-toolchain@master\n        with:\n          toolchain: \${{ matrix.rust }}\n`

test('what a file states again counts, what it states before and after does not', async () => {
  const change = {path: 'Makefile', before: makefile('1.86'), after: makefile('1.75')}

  expect(await rustStatedThen([change])).toEqual(['1.75'])
  expect(await rustStatedThen([{...change, after: change.before}])).toEqual([])
})

test('a place that was kept low on purpose all along is no news', async () => {
  const both = (rust: string) => `${matrix('"1.70"')}      - uses: dtolnay/rust-toolchain@${rust}\n`

  const stated = await rustStatedThen([
    {path: '.github/workflows/ci.yml', before: both('1.86'), after: both('1.80')},
    {path: 'Cargo.toml', before: manifest('1.86'), after: manifest('1.75')},
  ])

  expect(stated).toEqual(['1.80', '1.75'])
})

test('where the new Rust goes out of a matrix, what is left is all there is', async () => {
  const change = {path: '.github/workflows/ci.yml', before: matrix('"1.75"', '"1.86"'), after: matrix('"1.75"')}

  expect(await rustStatedThen([change])).toEqual(['1.75'])
})

test('files that state nothing, are gone, or broken are no reason', async () => {
  const stated = await rustStatedThen([
    {path: 'src/lib.rs', before: 'a', after: 'b'},
    {path: 'Cargo.toml', before: manifest('1.86'), after: undefined},
    {path: 'crates/a/Cargo.toml', before: undefined, after: '[package\nrust-version = "1.75"'},
  ])

  expect(stated).toEqual([])
})
