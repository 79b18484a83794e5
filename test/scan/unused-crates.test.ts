import {expect, test} from 'vitest'
import {readManifest} from '../../src/scan/manifest.ts'
import {resolveInheritance} from '../../src/scan/resolve-inheritance.ts'
import {unusedCrates} from '../../src/scan/unused-crates.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'
import {isFamily} from './findings.ts'

const declares = '[package]\nname = "host"\n[dependencies]\nwasmtime = "36"\nwasmtime-wasi = "36"\n'

test('a crate that no Rust file of the package names is unused', async () => {
  expect(await unused({'Cargo.toml': declares, 'src/lib.rs': 'use wasmtime::Engine;'})).toEqual([
    'Cargo.toml:5 wasmtime-wasi',
  ])
})

test('only the whole identifier counts, anywhere in the package', async () => {
  const files = {'Cargo.toml': declares, 'src/lib.rs': 'fn my_wasmtime() { wasmtime_wasi_http() }'}

  expect(await unused(files)).toEqual(['Cargo.toml:4 wasmtime', 'Cargo.toml:5 wasmtime-wasi'])
  expect(await unused({...files, 'tests/run.rs': 'use {::wasmtime, wasmtime_wasi as w};'})).toEqual([])
})

test('a renamed crate is looked for by its new name', async () => {
  const renamed = '[package]\nname = "host"\n[dependencies]\nwasmtime-lts = { package = "wasmtime", version = "36" }\n'

  expect(await unused({'Cargo.toml': renamed, 'src/lib.rs': 'wasmtime_lts::Engine'})).toEqual([])
  expect(await unused({'Cargo.toml': renamed, 'src/lib.rs': 'wasmtime::Engine'})).toEqual(['Cargo.toml:4 wasmtime'])
})

test('the files of another package do not count', async () => {
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n[workspace.dependencies]\nwasmtime = "36"\n',
    'a/Cargo.toml': '[package]\nname = "a"\n[dependencies]\nwasmtime.workspace = true\n',
    'a/src/lib.rs': '',
    'b/Cargo.toml': '[package]\nname = "b"\n',
    'b/src/lib.rs': 'wasmtime::Engine',
  }

  expect(await unused(files)).toEqual(['a/Cargo.toml:4 wasmtime'])
})

test('a member of the workspace itself is not asked about, nor a name that is none', async () => {
  const files = {
    'Cargo.toml':
      '[package]\nname = "host"\n[dependencies]\nwasmtime = { path = "w" }\n"" = { package = "wiggle", version = "1" }\n',
    'src/lib.rs': '',
  }

  expect(await unused(files)).toEqual([])
})

async function unused(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const tree = await temporaryRepository(files)
  const drafts = Object.entries(files).flatMap(([path, text]) => {
    const draft = path.endsWith('Cargo.toml') ? readManifest({path, text}) : undefined
    return draft?.kind === 'manifest' ? [draft] : []
  })
  const found = await unusedCrates(tree, resolveInheritance(drafts), isFamily)
  return found.map(({crate, path, line}) => `${path}:${line} ${crate}`)
}
