import {describe, expect, test} from 'vitest'
import {detectBazel} from '../../../src/scan/detectors/bazel.ts'
import {detectNix} from '../../../src/scan/detectors/nix.ts'
import {detectRustSource} from '../../../src/scan/detectors/rust-source.ts'
import {detectScript} from '../../../src/scan/detectors/script.ts'
import {detectToolVersions} from '../../../src/scan/detectors/tool-versions.ts'
import {detectors} from '../../../src/scan/detectors.ts'
import {found} from '../findings.ts'

describe('a script', () => {
  test('states versions in variables, commands and the Dockerfile it writes', () => {
    const text = `#!/usr/bin/env bash
# needs Rust, see RUST_VERSION=1.70
RUST_VERSION="\${RUST_VERSION:-1.75}"
export RUSTUP_TOOLCHAIN=1.75.0
TARGET_RUST_VERSION="1.86.0"
TARGET_WASMTIME_VERSION="35.0"
rustup target add "\${TARGET:-wasm32-wasi}"
cp target/wasm32-wasip1/release/a.wasm .
log_info "install wasm32-wasip1 first"
docker run --rm rust:1.75-slim cargo build
cat > Dockerfile <<END
FROM rust:1.75-alpine
END
`
    expect(found(detectScript, 'ci/build.sh', text)).toEqual([
      '2:32 toolchain 1.70 (mention): a comment',
      '3:31 toolchain 1.75: default of RUST_VERSION',
      '4:25 toolchain 1.75.0: variable RUSTUP_TOOLCHAIN',
      '5:22 toolchain 1.86.0 (mention): states a goal',
      '6:26 wasmtime 35.0 (mention): states a goal',
      '7:30 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
      '8:11 wasm-target wasm32-wasip1 (mention): where a build for this target puts its files',
      '9:19 wasm-target wasm32-wasip1 (mention): only printed',
      '10:22 toolchain 1.75: image the build runs in',
      '12:11 toolchain 1.75: image the build runs in',
    ])
  })

  test('of PowerShell states them too', () => {
    const text = '$env:RUST_VERSION = "1.75"\nrustup toolchain install 1.75.0\nWrite-Host "rustup default 1.70"\n'

    expect(found(detectScript, 'build.ps1', text)).toEqual([
      '1:22 toolchain 1.75: variable RUST_VERSION',
      '2:26 toolchain 1.75.0: toolchain rustup is told to use',
      '3:28 toolchain 1.70 (mention): only printed',
    ])
  })

  test('without an ending is one only when its first line says so', () => {
    expect(found(detectScript, 'scripts/setup', '#!/bin/sh\nrustup default 1.75\n')).toHaveLength(1)
    expect(found(detectScript, 'scripts/setup', 'rustup default 1.75\n')).toEqual([])
  })

  test.each([
    ['setup.sh', 'script'],
    ['bin/setup', 'script'],
    ['.envrc', 'script'],
    ['.env.example', 'script'],
    ['data/LICENSE', undefined],
    ['data/notes.txt', undefined],
  ])('is told by its path: %s', (path, place) => {
    expect(detectors.find(({accepts}) => accepts(path))?.place).toBe(place)
  })
})

test('finds the toolchain of a Nix shell', () => {
  const text = `{
  # channel = "1.70.0"
  rust = pkgs.rust-bin.stable."1.75.0".default.override { targets = [ "wasm32-wasi" ]; };
  fenix = toolchainOf { channel = "1.75"; };
  pinned = toolchainOf { channel = "1.74"; sha256 = "sha256-abc"; };
  nodeVersion = "1.20"; rustVersion = "1.75.1"; rustdoc = "1.7";
}`
  expect(found(detectNix, 'flake.nix', text)).toEqual([
    '2:16 toolchain 1.70.0 (mention): a comment',
    '3:32 toolchain 1.75.0: toolchain of the Nix shell or build',
    '3:72 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
    '4:36 toolchain 1.75: toolchain of the Nix shell or build',
    '5:37 toolchain 1.74 (mention): its hash goes with it: by hand',
    '6:40 toolchain 1.75.1: toolchain of the Nix shell or build',
  ])
})

test('finds the Rust that asdf and mise install, and no other tool', () => {
  const why = 'Rust that is installed for this folder'
  expect(
    found(detectToolVersions, '.tool-versions', 'nodejs 1.20.0\nrust 1.75.0 # pinned\nrust-analyzer 1.60\n'),
  ).toEqual([`2:6 toolchain 1.75.0: ${why}`])
  const text =
    '[tools]\nnode = "1.20"\nrust = { version = "1.75", profile = "minimal" }\n"cargo:wasm-tools" = "1.219"\n'
  expect(found(detectToolVersions, 'mise.toml', text)).toEqual([`3:21 toolchain 1.75: ${why}`])
})

test('finds the toolchains and the family’s requirements of Bazel', () => {
  const text = `rust = use_extension("@rules_rust//rust:extensions.bzl", "rust")
rust.toolchain(
    edition = "2021",
    versions = ["1.75.0", "nightly/2024-05-05"],
)
# rust_register_toolchains(versions = ["1.60.0"])
crate.spec(package = "wasmtime", version = "25.0")
crate.spec(package = "serde", version = "1.75")
rust_register_toolchains(version = "1.76.0")
bazel_dep(name = "rules_rust", version = "1.40.0")
`
  expect(found(detectBazel, 'MODULE.bazel', text)).toEqual([
    '3:16 edition 2021: edition of Bazel targets',
    '4:18 toolchain 1.75.0: toolchain Bazel builds with',
    '7:45 wasmtime 25.0: requirement Bazel reads; raised by hand',
    '9:37 toolchain 1.76.0: toolchain Bazel builds with',
  ])
})

test('finds in Rust sources what clippy assumes, the target that is gone and comments about a wasmtime', () => {
  const text = `#![clippy::msrv = "1.70"]
// Wasmtime 34 caches differently.
// cargo build --target wasm32-wasi
const PATH: &str = "target/wasm32-wasi/release/a.wasm";
const NEW: &str = "target/wasm32-wasip1/release/a.wasm";
let wasmtime = 25; let since = "1.75";
`
  expect(found(detectRustSource, 'src/lib.rs', text)).toEqual([
    '1:20 msrv 1.70: least Rust that lints assume',
    '2:13 wasmtime 34 (mention): a comment',
    '3:25 wasm-target wasm32-wasi (mention): a comment',
    '4:28 wasm-target wasm32-wasi: target name that Rust 1.84 removed',
    '5:27 wasm-target wasm32-wasip1 (mention): text in a program',
  ])
})
