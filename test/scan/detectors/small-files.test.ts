import {expect, test} from 'vitest'
import {detectCargoConfig} from '../../../src/scan/detectors/cargo-config.ts'
import {detectClippyConfig} from '../../../src/scan/detectors/clippy-config.ts'
import {detectDevcontainer} from '../../../src/scan/detectors/devcontainer.ts'
import {detectLockfile} from '../../../src/scan/detectors/lockfile.ts'
import {detectMakefile} from '../../../src/scan/detectors/makefile.ts'
import {detectToolchainFile} from '../../../src/scan/detectors/toolchain-file.ts'
import {found} from '../findings.ts'

test('finds the channel, the targets and the components of a toolchain file', () => {
  const text =
    '[toolchain]\nchannel = "1.75.0"\ntargets = ["wasm32-wasi", "wasm32-wasip2"]\ncomponents = ["clippy"]\nprofile = "minimal"\n'

  expect(found(detectToolchainFile, 'rust-toolchain.toml', text)).toEqual([
    '2:12 toolchain 1.75.0: what rustup uses here',
    '3:13 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
    '3:28 wasm-target wasm32-wasip2: target that is built for',
    '4:16 component clippy: component rustup installs with it',
  ])
})

test('finds the name in a bare toolchain file', () => {
  expect(found(detectToolchainFile, 'rust-toolchain', '\uFEFF1.75-x86_64-unknown-linux-gnu\r\n')).toEqual([
    '1:2 toolchain 1.75: what rustup uses here',
  ])
  expect(found(detectToolchainFile, 'rust-toolchain', 'nightly-2024-05-05\n')).toEqual([
    '1:1 toolchain nightly-2024-05-05: follows a channel',
  ])
})

test('finds the least Rust of clippy', () => {
  expect(found(detectClippyConfig, '.clippy.toml', '# lints\nmsrv = "1.70"\n')).toEqual([
    '2:9 msrv 1.70: least Rust that lints assume',
  ])
})

test('finds the image and the feature of a dev container', () => {
  const text = `{
  // "image": "rust:1.60"
  "image": "mcr.microsoft.com/devcontainers/rust:latest",
  "features": {"ghcr.io/devcontainers/features/rust:1": {"version": "1.75", "profile": "minimal"}},
}`
  expect(found(detectDevcontainer, '.devcontainer.json', text)).toEqual([
    '3:50 toolchain latest: follows a channel',
    '4:70 toolchain 1.75: Rust of the dev container',
  ])
})

test('does not take the release of a dev container image for a Rust version', () => {
  expect(
    found(
      detectDevcontainer,
      '.devcontainer.json',
      '{"image": "mcr.microsoft.com/devcontainers/rust:1.0.14-1-bookworm"}',
    ),
  ).toEqual([])
})

test('finds variables and commands of a Makefile', () => {
  const text = `RUST_VERSION ?= 1.75
MSRV := 1.70
NODE_VERSION = 1.20
TARGET_RUST_VERSION = 1.81
# RUST_VERSION = 1.60
setup:
	rustup default $(RUST_VERSION)
	rustup component add clippy
	cargo +1.75 build --target wasm32-wasi
`
  expect(found(detectMakefile, 'Makefile', text)).toEqual([
    '1:17 toolchain 1.75: variable RUST_VERSION',
    '2:9 msrv 1.70: variable MSRV',
    '4:23 toolchain 1.81 (mention): states a goal',
    '5:18 toolchain 1.60 (mention): a comment',
    '9:9 toolchain 1.75: toolchain of a command',
    '9:29 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
  ])
})

test('finds the names of wasm targets in cargo’s configuration', () => {
  const text = '[build]\ntarget = "wasm32-wasi"\n[target.wasm32-wasi]\n# wasm32-wasi\n[target.wasm32-wasip2]\n'

  expect(found(detectCargoConfig, '.cargo/config.toml', text)).toEqual([
    '2:11 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
    '3:9 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
    '4:3 wasm-target wasm32-wasi (mention): a comment',
    '5:9 wasm-target wasm32-wasip2: target that is built for',
  ])
})

test.each([
  {text: '{"image": }', line: 1, column: 11},
  {text: '{\n  "image": "rust:1.75"\n  "features": {}\n}', line: 3, column: 3},
  {text: '{"image": "rust:1.75",\n<<<<<<< HEAD\n}', line: 2, column: 1},
  {text: '{"image": "rust:1.75"', line: 1, column: 22},
])('says where a dev container is not JSON: $text', ({text, line, column}) => {
  expect(() => found(detectDevcontainer, '.devcontainer.json', text)).toThrow(
    expect.objectContaining({fault: expect.objectContaining({format: 'JSON', line, column})}),
  )
})

test('finds each locked version of the family, which cargo writes', () => {
  const text = `version = 4

[[package]]
name = "wasmtime"
version = "24.0.5"
source = "registry+https://example.org/index"

[[package]]
name = "wasmtime"
version = "36.0.3"

[[package]]
name = "wit-bindgen"
version = "0.34.0"
`
  expect(found(detectLockfile, 'Cargo.lock', text)).toEqual([
    '5:12 wasmtime 24.0.5 (mention): cargo writes it',
    '10:12 wasmtime 36.0.3 (mention): cargo writes it',
  ])
})
