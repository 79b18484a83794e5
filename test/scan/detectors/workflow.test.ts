import {describe, expect, test} from 'vitest'
import {detectWorkflow} from '../../../src/scan/detectors/workflow.ts'
import {NotParsedError} from '../../../src/scan/source-file.ts'
import {found, isFamily} from '../findings.ts'

const path = '.github/workflows/ci.yml'

test('finds every place of a workflow that chooses a toolchain', () => {
  const text = `
on: push
env:
  RUST_VERSION: 1.75
  RUST_LOG: debug
  CARGO_DENY_VERSION: "1.16"
jobs:
  build:
    strategy:
      matrix:
        rust: [1.75.0, stable]
        include:
          - rust: "1.76"
    container: rust:1.75-alpine
    steps:
      - uses: dtolnay/rust-toolchain@1.75
      - uses: dtolnay/rust-toolchain@stable
      - uses: actions-rs/toolchain@v1
        with:
          toolchain: 1.75.0
      - uses: actions/setup-node@v4
        with: {node-version: 1.20, channel: stable}
      - if: matrix.rust == '1.75.0'
        run: cargo +1.75 test
`
  expect(found(detectWorkflow, path, text)).toEqual([
    '4:17 toolchain 1.75: variable RUST_VERSION',
    '11:16 toolchain 1.75.0: build matrix, rust',
    '11:24 toolchain stable: follows a channel',
    '13:20 toolchain 1.76: include or exclude of the build matrix',
    '14:21 toolchain 1.75: image the build runs in',
    '16:38 toolchain 1.75: ref of the action',
    '17:38 toolchain stable: follows a channel',
    '20:22 toolchain 1.75.0: input toolchain of a step',
    '23:29 toolchain 1.75.0: condition on the build matrix',
    '24:21 toolchain 1.75: toolchain of a command',
  ])
})

test('finds the matrix that is JSON inside a shell string, whatever the quotes', () => {
  const text = `
jobs:
  plan:
    steps:
      - run: |
          MATRIX='{"rust": ["1.75.0", "stable"], "os": ["ubuntu-20.04"], "node": ["1.75"]}'
          echo "matrix=$MATRIX" >> "$GITHUB_OUTPUT"
      - run: "echo '{\\"toolchain\\": \\"1.75\\"}' > rust.json"
`
  expect(found(detectWorkflow, path, text)).toEqual([
    '6:30 toolchain 1.75.0: build matrix inside a string',
    '6:40 toolchain stable: follows a channel',
    '8:39 toolchain 1.75: build matrix inside a string',
  ])
})

test('takes what a command looks for, rewrites or prints as a mention', () => {
  const text = `
jobs:
  rust:
    name: Test on Rust 1.75
    steps:
      - run: |
          # rustup default 1.70
          sed -i 's/wasmtime = { version = "35.0"/wasmtime = { version = "25.0"/' Cargo.toml
          echo "run rustup default 1.75 first"
          grep -q 'RUST_VERSION=1.75' .env
`
  expect(found(detectWorkflow, path, text)).toEqual([
    '4:24 toolchain 1.75 (mention): only a name',
    '7:28 toolchain 1.70 (mention): a comment',
    '8:45 wasmtime 35.0 (mention): text of a sed command',
    '8:75 wasmtime 25.0 (mention): text of a sed command',
    '9:36 toolchain 1.75 (mention): only printed',
    '10:33 toolchain 1.75 (mention): something a command looks for',
  ])
})

test('gives the least Rust a kind of its own', () => {
  const text = `
jobs:
  msrv:
    steps:
      - uses: dtolnay/rust-toolchain@master
        with: {toolchain: 1.75}
  build:
    env: {MSRV: "1.75"}
`
  expect(found(detectWorkflow, path, text)).toEqual([
    '6:27 msrv 1.75: input toolchain of a step',
    '8:18 msrv 1.75: variable MSRV',
  ])
})

test('finds the default of an input of a composite action', () => {
  const text = 'inputs:\n  rust-version:\n    default: "1.75"\n  node-version:\n    default: "1.20"\n'

  expect(found(detectWorkflow, 'action.yml', text)).toEqual([
    '3:15 toolchain 1.75: input rust-version when nothing is given',
  ])
})

test('says when a number is not what it seems', () => {
  expect(found(detectWorkflow, path, 'env:\n  RUST_VERSION: 1.80\n')).toEqual([
    '2:17 toolchain 1.80: unquoted: YAML reads the number 1.8',
  ])
})

test('finds wasm targets: the one that Rust 1.84 removed everywhere, others where they decide', () => {
  const text = `
jobs:
  wasm:
    steps:
      - uses: dtolnay/rust-toolchain@master
        with: {targets: "wasm32-wasi, wasm32-wasip2, wasm32-wasi-threads"}
      - run: cp target/wasm32-wasi/release/a.wasm target/wasm32-wasip2/release/a.wasm out
`
  const why = 'target name that Rust 1.84 removed'
  expect(found(detectWorkflow, path, text)).toEqual([
    `6:26 wasm-target wasm32-wasi: ${why}`,
    '6:39 wasm-target wasm32-wasip2: target that is built for',
    `7:24 wasm-target wasm32-wasi: ${why}`,
    '7:58 wasm-target wasm32-wasip2 (mention): where a build for this target puts its files',
  ])
})

describe('false friends', () => {
  test.each([
    'steps:\n  - run: echo "- VS Code 1.74.0 or higher" > notes # rust\n',
    'steps:\n  - uses: Swatinem/rust-cache@v2\n',
    'env:\n  RUSTFLAGS: -D warnings\n  RUST_BACKTRACE: 1\n',
    'steps:\n  - uses: taiki-e/install-action@1.75.0 # rust\n',
  ])('are not found: %j', text => {
    expect(found(detectWorkflow, path, text)).toEqual([])
  })
})

test('says where a workflow is not YAML, and only mentions what can be made out of it', () => {
  const text = `on: push
env:
  RUST_VERSION: "1.75"
jobs:
  a:
    steps:
      - run: |
          cat <<END
no indent here
      - uses: dtolnay/rust-toolchain@1.76
        with:
          toolchain: stable
`
  const read = () => detectWorkflow({path, text}, {isFamily, packageRoots: new Set()})

  expect(read).toThrow(NotParsedError)
  const seen = [
    [3, '1.75', false],
    [10, '1.76', false],
    [12, 'stable', false],
  ]
  expect(read).toThrow(
    expect.objectContaining({
      fault: expect.objectContaining({format: 'YAML', line: 9, column: 1}),
      seen: seen.map(([line, value, live]) => expect.objectContaining({line, value, live})),
    }),
  )
})

test('finds the Rust in the key of a cache', () => {
  const text = `
jobs:
  build:
    steps:
      - uses: actions/cache@v4
        with:
          key: \${{ runner.os }}-rust-1.75.0-\${{ hashFiles('Cargo.lock') }}
          restore-keys: |
            linux-rustc1.75-
`
  expect(found(detectWorkflow, path, text)).toEqual([
    '7:38 toolchain 1.75.0: key of a cache',
    '9:24 toolchain 1.75: key of a cache',
  ])
})

test('takes the version of the wasmtime program for a mention', () => {
  const text = `
env:
  WASMTIME_VERSION: "25.0.0"
jobs:
  build:
    steps:
      - uses: bytecodealliance/actions/wasmtime/setup@v1
        with: {version: 25.0.1} # not rust
      - run: |
          cat > notes <<END
          - Updated wasmtime to v35.0
          END
`
  expect(found(detectWorkflow, path, text)).toEqual([
    '3:22 wasmtime 25.0.0 (mention): names a program, not the crate',
    '8:25 wasmtime 25.0.1 (mention): names a program, not the crate',
    '11:34 wasmtime 35.0 (mention): text inside a command',
  ])
})

test('finds what a job hands to a reusable workflow', () => {
  const text = 'jobs:\n  test:\n    uses: ./.github/workflows/test.yml\n    with: {rust-version: "1.75"}\n'

  expect(found(detectWorkflow, path, text)).toEqual(['4:27 toolchain 1.75: input rust-version of a step'])
})

test('keeps its spans behind a byte order mark and Windows line ends', () => {
  expect(found(detectWorkflow, path, '\uFEFFname: CI\r\nenv:\r\n  RUST_VERSION: 1.75\r\n')).toEqual([
    '3:17 toolchain 1.75: variable RUST_VERSION',
  ])
})
