import {expect, test} from 'vitest'
import {type ManifestDraft, readManifest} from '../../src/scan/manifest.ts'
import {resolveInheritance} from '../../src/scan/resolve-inheritance.ts'

test('keeps the shape of every dependency entry', () => {
  const draft = read(
    'Cargo.toml',
    `[package]
name = "host"
edition = "2021"
rust-version = "1.75"

[dependencies]
wasmtime = { version = "25.0", optional = true, default-features = false, features = ["async", "cranelift"] }
lts = { package = "wasmtime", version = "24" }
local = { path = "../local" }
forked = { git = "https://example.org/forked" }
inherited.workspace = true

[target.'cfg(unix)'.dev-dependencies.wiggle]
version = "25"

[features]
default = []
plugins = ["dep:wasmtime"]
`,
  )
  const common = {manifest: 'Cargo.toml', table: 'dependencies', isOptional: false, defaultFeatures: true, features: []}
  expect(draft.manifest).toEqual({
    path: 'Cargo.toml',
    packageName: 'host',
    edition: '2021',
    rustVersion: '1.75',
    isWorkspaceRoot: false,
    features: {default: [], plugins: ['dep:wasmtime']},
    requirements: [
      {
        ...common,
        crate: 'wasmtime',
        key: 'wasmtime',
        line: 7,
        requirement: '25.0',
        source: 'registry',
        isOptional: true,
        defaultFeatures: false,
        features: ['async', 'cranelift'],
      },
      {...common, crate: 'wasmtime', key: 'lts', line: 8, requirement: '24', source: 'registry'},
      {...common, crate: 'local', key: 'local', line: 9, source: 'path'},
      {...common, crate: 'forked', key: 'forked', line: 10, source: 'git', git: {url: 'https://example.org/forked'}},
      {...common, crate: 'inherited', key: 'inherited', line: 11, source: 'workspace'},
      {
        ...common,
        crate: 'wiggle',
        key: 'wiggle',
        line: 14,
        table: 'dev-dependencies',
        platform: 'cfg(unix)',
        requirement: '25',
        source: 'registry',
      },
    ],
  })
})

test('reads a package that names no edition as cargo does', () => {
  expect(read('Cargo.toml', '[package]\nname = "old"\n').manifest.edition).toBe('2015')
  expect(read('Cargo.toml', '[workspace]\n').manifest.edition).toBeUndefined()
})

test('says where a broken manifest is broken, and what to do', () => {
  expect(readManifest({path: 'crates/host/Cargo.toml', text: '[package]\nname = host"\n'})).toEqual({
    kind: 'broken',
    problem: {
      code: 'manifest-broken',
      title: 'Cannot read crates/host/Cargo.toml',
      detail: expect.stringMatching(/^It is not valid TOML at line 2, column \d+: \S.*\.$/),
      nextSteps: ['Repair crates/host/Cargo.toml at line 2, then run the wizard again.'],
      path: 'crates/host/Cargo.toml',
      line: 2,
      column: expect.any(Number),
    },
  })
})

test('fills in what a member leaves to its workspace', () => {
  const root = read(
    'Cargo.toml',
    `[workspace]
members = ["crates/*"]
[workspace.package]
edition = "2024"
rust-version = "1.85"
[workspace.dependencies]
engine = { package = "wasmtime", version = "36", default-features = false, features = ["cranelift"] }
`,
  )
  const member = read(
    'crates/host/Cargo.toml',
    `[package]
name = "host"
edition.workspace = true
rust-version = { workspace = true }
[dependencies]
engine = { workspace = true, features = ["async"], optional = true }
`,
  )

  const [, resolved] = resolveInheritance([root, member])

  expect(resolved).toMatchObject({edition: '2024', rustVersion: '1.85'})
  expect(resolved?.requirements).toEqual([
    {
      crate: 'wasmtime',
      key: 'engine',
      manifest: 'crates/host/Cargo.toml',
      line: 6,
      table: 'dependencies',
      source: 'workspace',
      isOptional: true,
      defaultFeatures: false,
      features: ['cranelift', 'async'],
    },
  ])
})

test('takes the nearest workspace above, and the one a package names', () => {
  const outer = read('Cargo.toml', '[workspace.package]\nedition = "2021"\n')
  const inner = read('guest/Cargo.toml', '[workspace.package]\nedition = "2024"\n')
  const nested = read('guest/crates/a/Cargo.toml', '[package]\nname = "a"\nedition.workspace = true\n')
  const named = read('guest/b/Cargo.toml', '[package]\nname = "b"\nworkspace = "../.."\nedition.workspace = true\n')

  const editions = resolveInheritance([outer, inner, nested, named]).map(({edition}) => edition)

  expect(editions).toEqual([undefined, undefined, '2024', '2021'])
})

function read(path: string, text: string): ManifestDraft {
  const draft = readManifest({path, text})
  if (draft.kind === 'broken') throw new Error(draft.problem.detail)
  return draft
}
