import {execFileSync} from 'node:child_process'
import {readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {indexLine, sparseRegistry} from '../support/sparse-registry.ts'
import {machine, mirroredFrom} from './machine.ts'

const lines = (...all: readonly object[]) => all.map(line => `${JSON.stringify(line)}\n`).join('')

test('a local registry tells what its index says', async () => {
  const {write, registry} = machine()
  write('.cargo/config.toml', '[source.crates-io]\nreplace-with = "here"\n[source.here]\nlocal-registry = "crates"\n')
  write(
    'crates/index/wa/sm/wasmtime',
    lines(indexLine('wasmtime', '48.0.0', {rust_version: '1.95.0'}), indexLine('wasmtime', '36.0.2')),
  )
  write('crates/index/3/w/wat', lines(indexLine('wat', '1.239.0')))
  const crates = registry()

  expect(await crates.refresh(['wasmtime'])).toEqual({})
  expect((await crates.versions('wasmtime'))?.map(({version, rust}) => [version, rust])).toEqual([
    ['36.0.2', undefined],
    ['48.0.0', '1.95.0'],
  ])
  expect(await crates.versions('wat')).toHaveLength(1)
  expect(await crates.versions('extism')).toBeUndefined()
})

describe('a vendored folder', () => {
  test('tells what its manifests say, as the fixtures have it', async () => {
    const {write, registry} = machine()
    const folder = path.resolve('fixtures/registry')
    write('.cargo/config.toml', `[source.crates-io]\nreplace-with = "demo"\n[source.demo]\ndirectory = "${folder}"\n`)
    const crates = registry()

    expect(await crates.refresh(['wasmtime'])).toEqual({})
    expect((await crates.versions('wasmtime'))?.map(({version}) => version)).toContain('36.0.14')
    expect((await crates.versions('extism'))?.find(({version}) => version === '1.12.0')).toEqual({
      version: '1.12.0',
      rust: '1.86',
      isYanked: false,
      features: {},
      dependencies: [
        {crate: 'anyhow', requirement: '1', kind: 'normal', isOptional: false},
        {crate: 'wasmtime', requirement: '>=36, <38', kind: 'normal', isOptional: false},
      ],
    })
    expect(await crates.source()).toEqual({kind: 'directory', name: 'demo', folder})
    expect(await crates.versions('wasmtime-c-api')).toBeUndefined()
  })

  test('is relative to the folder above the configuration, and its folders may have any name', async () => {
    const {write, registry} = machine()
    write(
      '.cargo/config.toml',
      '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "third-party/vendor"\n',
    )
    write(
      'third-party/vendor/our-fork/Cargo.toml',
      `[package]\nname = "extism"\nversion = "1.0.0"\n[features]\nhttp = ["dep:ureq"]\n[dependencies.engine]\npackage = "wasmtime"\nversion = "40"\n[target.'cfg(unix)'.build-dependencies.cc]\nversion = "1"\noptional = true\n`,
    )
    write('third-party/vendor/broken/Cargo.toml', '[package\nname = "extism"')
    const crates = registry()

    expect(await crates.versions('extism')).toMatchObject([
      {
        version: '1.0.0',
        features: {http: ['dep:ureq']},
        dependencies: [
          {crate: 'wasmtime', requirement: '40', kind: 'normal', isOptional: false},
          {crate: 'cc', requirement: '1', kind: 'build', isOptional: true},
        ],
      },
    ])
  })

  test('that isn’t there knows nothing', async () => {
    const {write, registry} = machine()
    write('.cargo/config.toml', '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "vendor"\n')

    expect(await registry().versions('wasmtime')).toBeUndefined()
  })
})

test('an index in git is asked for as well, and its cache read', async () => {
  const {root, write, registry} = machine()
  const index = path.join(path.dirname(root), 'index')
  write(path.join(index, 'config.json'), '{"dl": "https://crates.example/dl"}')
  write(path.join(index, 'wa/sm/wasmtime'), lines(indexLine('wasmtime', '48.0.0')))
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], {cwd: index})
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'an index')
  write('.cargo/config.toml', mirroredFrom(`file://${index}`))
  const crates = registry()

  expect(await crates.refresh(['wasmtime', 'our-own'])).toEqual({})
  expect((await crates.versions('wasmtime'))?.map(({version}) => version)).toEqual(['48.0.0'])
  expect(await crates.source()).toEqual({kind: 'git', name: 'mirror', url: `file://${index}`})
})

describe('cargo’s index cache', () => {
  async function cached() {
    const [server, {cargoHome, write, registry}] = [await sparseRegistry(), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0'), indexLine('wasmtime', '50.0.0', {v: 3})])
    write('.cargo/config.toml', mirroredFrom(server.index))
    await registry().refresh(['wasmtime'])
    const [folder = ''] = execFileSync('ls', [`${cargoHome}/registry/index`], {encoding: 'utf8'}).split('\n')
    const file = `${cargoHome}/registry/index/${folder}/.cache/wa/sm/wasmtime`
    return {file, bytes: readFileSync(file), versions: () => registry({isOffline: true}).versions('wasmtime')}
  }

  test('is read as the cargo that is here writes it, but for lines of a newer schema', async () => {
    const {versions} = await cached()

    expect((await versions())?.map(({version}) => version)).toEqual(['48.0.0'])
  })

  test('of a version that nobody knows yet is nothing known', async () => {
    const {file, bytes, versions} = await cached()
    writeFileSync(file, Buffer.concat([Buffer.from([4]), bytes.subarray(1)]))

    expect(await versions()).toBeUndefined()
  })

  test('cut anywhere never throws and never invents', async () => {
    const {file, bytes, versions} = await cached()
    for (const length of [0, 1, 4, 5, 6, 20, bytes.length - 1]) {
      writeFileSync(file, bytes.subarray(0, length))
      expect((await versions()) ?? []).toEqual([])
    }
  })
})

test('a vendored crate behind a link out of the repository is read as the manifest it is, or not at all', async () => {
  const {root, write, registry} = machine()
  write('.cargo/config.toml', '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "vendor"\n')
  write('vendor/readme.md', '')
  symlinkSync('/dev', path.join(root, 'vendor/wasmtime'))

  expect(await registry().versions('wasmtime')).toBeUndefined()
})
