import {describe, expect, test} from 'vitest'
import type {Finding} from '../../src/domain/finding.ts'
import {raiseRustVersion} from '../../src/domain/rust-version.ts'
import {detectToolchainFile} from '../../src/scan/detectors/toolchain-file.ts'
import {detectWorkflow} from '../../src/scan/detectors/workflow.ts'
import {lowAxes} from '../../src/scan/matrix-axes.ts'
import {withPurpose} from '../../src/scan/on-purpose.ts'
import {isFamily} from './findings.ts'

const ctx = {isFamily, packageRoots: new Set([''])}

function workflow(text: string): readonly Finding[] {
  return withPurpose(detectWorkflow({path: '.github/workflows/ci.yml', text}, ctx))
}

function toolchains(channels: Readonly<Record<string, string>>): readonly Finding[] {
  const files = Object.entries(channels).map(([path, channel]) => ({
    path,
    text: `[toolchain]\nchannel = "${channel}"\n`,
  }))
  return withPurpose(files.flatMap(file => detectToolchainFile(file)))
}

function purposes(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({value, onPurpose}) => (onPurpose === undefined ? [] : [`${value}: ${onPurpose}`]))
}

describe('a Rust that differs on purpose', () => {
  test('is that of the MSRV job beside stable', () => {
    const text = `
jobs:
  test:
    steps: [{uses: dtolnay/rust-toolchain@stable}]
  msrv:
    steps: [{uses: dtolnay/rust-toolchain@master, with: {toolchain: 1.75}}]
`
    expect(purposes(workflow(text))).toEqual(['1.75: the least Rust that is checked, beside stable'])
  })

  test('is one of several that a matrix tries', () => {
    expect(purposes(workflow('jobs: {a: {strategy: {matrix: {rust: ["1.75", "1.80", stable]}}}}\n'))).toEqual([
      '1.75: the build matrix tries it beside 1.80, stable',
      '1.80: the build matrix tries it beside 1.75, stable',
    ])
  })

  test('is that of a condition on such an entry', () => {
    const text = `
jobs:
  a:
    strategy: {matrix: {rust: [1.75.0, stable]}}
    steps: [{if: "matrix.rust == '1.75.0'", run: make}]
`
    expect(purposes(workflow(text))).toEqual([
      '1.75.0: the build matrix tries it beside stable',
      '1.75.0: the build matrix tries it beside stable',
    ])
  })

  test('is one of several in the JSON of a shell string', () => {
    const text = `jobs: {a: {steps: [{run: 'm={"rust": ["1.75", "stable"]}'}]}}\n`

    expect(purposes(workflow(text))).toEqual(['1.75: the build matrix tries it beside stable'])
  })

  test('is that of a contract beside the rest', () => {
    const text = 'env:\n  RUST_VERSION: "1.86"\n  CONTRACT_RUST_VERSION: "1.75"\n'

    expect(purposes(workflow(text))).toEqual(['1.75: CONTRACT_RUST_VERSION has a Rust of its own, beside 1.86'])
  })

  test('is that of a nested toolchain file with another channel than the one above', () => {
    const files = {'rust-toolchain.toml': '1.86.0', 'contracts/rust-toolchain.toml': '1.75.0'}

    expect(purposes(toolchains(files))).toEqual([
      '1.75.0: a toolchain file of its own for contracts, beside 1.86.0 above it',
    ])
  })
})

describe('a Rust that does not differ on purpose', () => {
  test.each([
    'env:\n  RUST_VERSION: "1.75"\n',
    'jobs: {a: {strategy: {matrix: {rust: ["1.75"]}}}}\n',
    'jobs: {msrv: {steps: [{uses: dtolnay/rust-toolchain@1.75}]}}\n',
    'jobs: {a: {steps: [{run: cargo +1.75 test}]}, b: {steps: [{uses: dtolnay/rust-toolchain@stable}]}}\n',
  ])('stands alone, or beside another for no stated reason: %j', text => {
    expect(purposes(workflow(text))).toEqual([])
  })

  test('is stated by toolchain files that agree, or that are no other’s', () => {
    expect(purposes(toolchains({'rust-toolchain.toml': '1.75.0', 'fuzz/rust-toolchain.toml': '1.75.0'}))).toEqual([])
    expect(purposes(toolchains({'a/rust-toolchain.toml': '1.75.0', 'b/rust-toolchain.toml': '1.86.0'}))).toEqual([])
  })
})

test('a file of twenty thousand versions is judged in a time that people wait', () => {
  const versions = Array.from({length: 20_000}, (_, index) => `"1.${10 + (index % 900)}"`)

  const found = workflow(`jobs: {a: {strategy: {matrix: {rust: [${versions.join(', ')}]}}}}\n`)
  const [axis, ...others] = lowAxes(found, ({value}) => raiseRustVersion(value, '1.86.0'))

  expect(purposes(found)).toHaveLength(20_000)
  expect(axis?.low.length).toBeGreaterThan(1000)
  expect(others).toEqual([])
})
