import {expect, test} from 'vitest'
import {detectManifest} from '../../../src/scan/detectors/manifest.ts'
import {found} from '../findings.ts'

test('finds requirements in every table and spelling', () => {
  const text = `
[package]
name = "host"
edition.workspace = true
rust-version = "1.75"
[dependencies]
wasmtime = { version = "25.0", optional = true } # pinned
wasmtime-wasi.version = "=25.0.3"
rustc-version = "0.4"
wit-bindgen = "0.34"
[dev-dependencies]
wiggle = '25'
[build-dependencies.wasmtime-environ]
features = ["compile"]
version = ">=24, <26"
[target.'cfg(unix)'.dependencies]
wasmtime_lts = { package = "wasmtime", version = "24" }
[workspace.package]
rust-version = "1.75"
edition = "2021"
[workspace.dependencies]
wasmtime-cache = "25"
[features]
wasmtime = []
`
  expect(found(detectManifest, 'Cargo.toml', text)).toEqual([
    "5:17 rust-version 1.75: the package's own rust-version",
    '7:25 wasmtime 25.0: requirement in [dependencies]',
    '8:26 wasmtime-wasi =25.0.3: requirement in [dependencies]',
    '12:11 wiggle 25: requirement in [dev-dependencies]',
    '15:12 wasmtime-environ >=24, <26: requirement in [build-dependencies]',
    "17:51 wasmtime 24: requirement in [target.'cfg(unix)'.dependencies], renamed to wasmtime_lts",
    '19:17 rust-version 1.75: what members inherit rust-version',
    '20:12 edition 2021: what members inherit edition',
    '22:19 wasmtime-cache 25: requirement in [workspace.dependencies]',
  ])
})

test('only mentions a version that comes from git', () => {
  const text = '[dependencies]\nwasmtime = { git = "https://example.org/w", tag = "v25.0.0" }\n'

  expect(found(detectManifest, 'Cargo.toml', text)).toEqual(['2:52 wasmtime v25.0.0 (mention): comes from git'])
})

test('a release of wasmtime’s own repository decides as a version does', () => {
  const text =
    '[dependencies]\nwasmtime = { git = "https://github.com/bytecodealliance/wasmtime", tag = "v25.0.0" }\nwiggle = { git = "https://github.com/bytecodealliance/wasmtime", branch = "main" }\n'

  expect(found(detectManifest, 'Cargo.toml', text)).toEqual([
    '2:75 wasmtime v25.0.0: tag of wasmtime’s own repository',
    '3:76 wiggle main (mention): comes from git',
  ])
})

test('says nothing of a requirement that only inherits', () => {
  expect(found(detectManifest, 'Cargo.toml', '[dependencies]\nwasmtime = { workspace = true }\n')).toEqual([])
})
