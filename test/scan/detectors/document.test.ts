import {describe, expect, test} from 'vitest'
import {detectDocument} from '../../../src/scan/detectors/document.ts'
import {found, isFamily} from '../findings.ts'

const need = 'tells readers which Rust they need'

describe('README and CONTRIBUTING', () => {
  test.each([
    ['[![Rust](https://img.shields.io/badge/rust-1.75%2B-orange.svg)](https://rust-lang.org)', '1:44'],
    ['[![Rust](https://img.shields.io/badge/rust-1.75+-orange.svg)](https://rust-lang.org)', '1:44'],
    ['![](https://img.shields.io/badge/rustc-v1.75-blue)', '1:41'],
    ['![](https://img.shields.io/badge/MSRV-1.75-blue)', '1:39'],
    ['- Rust 1.75 or later', '1:8'],
    ['- **Rust**: 1.75+ with the wasm target', '1:13'],
    ['The minimum supported Rust version is **1.75**.', '1:41'],
    ['MSRV: 1.75', '1:7'],
    ['Requires `rustc` 1.75.', '1:18'],
    ['Rust >= 1.75', '1:9'],
  ])('state what readers need: %s', (text, at) => {
    expect(found(detectDocument, 'README.md', text)).toEqual([`${at} rust-version 1.75: ${need}`])
  })

  test('state it under a heading about requirements', () => {
    expect(found(detectDocument, 'CONTRIBUTING.md', '## Prerequisites\n\n- Rust 1.75\n- Git\n')).toEqual([
      `3:8 rust-version 1.75: ${need}`,
    ])
  })

  test('give commands to run', () => {
    expect(found(detectDocument, 'README.md', 'rustup toolchain install 1.75\n')).toEqual([
      '1:26 toolchain 1.75: command readers are told to run',
    ])
  })

  test('only mention what was, and examples', () => {
    expect(
      found(detectDocument, 'README.md', 'Since Rust 1.75 this is faster.\n\nFROM rust:1.70 as builder\n'),
    ).toEqual([
      '1:12 rust-version 1.75 (mention): prose that needs no certain Rust',
      '3:11 rust-version 1.70 (mention): prose that needs no certain Rust',
    ])
  })

  test('only mention a table of which release needed which Rust', () => {
    const text = 'The current MSRV is 1.71.\n\n * 1.48 to now - Rust 1.71\n * 1.39 to 1.47 - Rust 1.70\n\nMSRV\n'

    expect(found(detectDocument, 'README.md', `## Supported Rust\n${text}`)).toEqual([
      `2:21 rust-version 1.71: ${need}`,
      '4:23 rust-version 1.71 (mention): one row of a table of versions',
      '5:24 rust-version 1.70 (mention): one row of a table of versions',
    ])
  })

  test('only mention versions of wasmtime', () => {
    expect(
      found(detectDocument, 'README.md', '| Runtime | Wasmtime 34 |\nwasmtime v25.0 and wasmtime = "25.0"\n'),
    ).toEqual([
      '1:22 wasmtime 34 (mention): prose',
      '2:11 wasmtime 25.0 (mention): prose',
      '2:32 wasmtime 25.0 (mention): prose',
    ])
  })

  test('speak for packages, not for other folders', () => {
    const text = 'Rust 1.75 or later'

    expect(found(detectDocument, 'crates/host/README.md', text, ['crates/host'])).toEqual([
      `1:6 rust-version 1.75: ${need}`,
    ])
    expect(found(detectDocument, 'docs/README.md', text)).toEqual(['1:6 rust-version 1.75 (mention): prose'])
  })
})

test.each(['VS Code 1.74.0 or higher', 'trust 1.75', 'Use `rust-toolchain` 2.1', 'wit-bindgen 0.34', 'Rust 2024'])(
  'finds nothing in %j',
  text => {
    expect(found(detectDocument, 'README.md', `${text} (about rust)`)).toEqual([])
  },
)

test('reads a document of endless versions in a time that people wait', () => {
  const lines = 'Rust 1.75 or later, wasmtime 25.0\n\n'.repeat(50_000)
  const jungle = '/badge/rust_rust_"rust": [rustup install '.repeat(40_000)

  const findings = [lines, jungle].map(text =>
    detectDocument({path: 'README.md', text}, {isFamily, packageRoots: new Set()}),
  )

  expect(findings.map(({length}) => length)).toEqual([100_000, 0])
}, 20_000)
