import {expect, test} from 'vitest'
import {readManifest} from '../../src/scan/manifest.ts'
import {featuresThatEnable} from '../../src/scan/wasmtime-features.ts'

test.each([
  ['a feature that names the dependency', 'plugins = ["dep:wasmtime"]', ['plugins']],
  ['a feature that names the implicit one', 'plugins = ["libloading", "wasmtime"]', ['plugins']],
  ['a feature that turns on a feature of the crate', 'plugins = ["wasmtime/async"]', ['plugins']],
  ['the implicit feature when nothing else turns it on', 'plugins = []', ['wasmtime']],
  ['no implicit feature once `dep:` is used elsewhere', 'default = ["dep:wasmtime"]', []],
  ['features behind features, nearest first', 'all = ["plugins"]\nplugins = ["dep:wasmtime"]', ['plugins', 'all']],
  ['nothing when the default features do it already', 'default = ["plugins"]\nplugins = ["dep:wasmtime"]', []],
  ['nothing for a weak reference alone', 'fast = ["wasmtime?/cranelift"]\nplugins = ["dep:wasmtime"]', ['plugins']],
])('gives %s', (_name, features, expected) => {
  expect(enabling('wasmtime = { version = "25", optional = true }', features)).toEqual(expected)
})

test('follows the key of a renamed dependency', () => {
  expect(enabling('engine = { package = "wasmtime", version = "25", optional = true }', 'p = ["dep:engine"]')).toEqual([
    'p',
  ])
})

test('gives nothing for a crate that is always compiled, or not there', () => {
  expect(enabling('wasmtime = "25"', 'p = ["wasmtime/async"]')).toEqual([])
  expect(enabling('anyhow = "1"', 'p = []')).toEqual([])
})

function enabling(dependency: string, features: string): readonly string[] {
  const text = `[package]\nname = "host"\n[dependencies]\n${dependency}\n[features]\n${features}\n`
  const draft = readManifest({path: 'Cargo.toml', text})
  if (draft.kind === 'broken') throw new Error(draft.problem.detail)
  return featuresThatEnable(draft.manifest, 'wasmtime')
}
