import {existsSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {loadBreakingChanges} from '../../../src/catalog/breaking-changes.ts'
import {readTomlData} from '../../../src/editors/toml-tree.ts'
import {cacheTomlEnabledKey, rewriteCacheConfig} from '../../../src/rules/manifest/cache-toml-enabled-key.ts'
import type {Circumstances, ManifestWay} from '../../../src/rules/manifest/manifest-rule.ts'
import {manifestRules} from '../../../src/rules/manifest/manifest-rules.ts'
import {type RewrittenManifest, rewriteManifest} from '../../../src/rules/manifest/rewrite-manifest.ts'

const folder = path.resolve(import.meta.dirname, '../../../fixtures/rules')
const withToml = readdirSync(folder).filter(id => existsSync(path.join(folder, id, 'in.toml')))
const changes = await loadBreakingChanges()
const nothing: Circumstances = {alsoOn: new Set(), isNoStd: false, meets: new Set()}

describe.each(withToml)('%s', id => {
  const read = (name: string) => readFileSync(path.join(folder, id, name), 'utf8')
  const before = read('in.toml')
  const after = read('out.toml')
  const about = {...nothing, meets: new Set([id])}

  test('makes out.toml of in.toml, and nothing more of that', () => {
    expect(made(id, before, about)).toBe(after)
    expect(made(id, after, about)).toBe(after)
    expect(readTomlData(after)).not.toEqual(readTomlData(before))
  })

  test('keeps carriage returns, a byte order mark and a missing line break at the end', () => {
    const odd = (text: string) => `\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`

    expect(made(id, odd(before), about)).toBe(odd(after))
  })
})

test('every rule has a fixture, and every fixture a rule', () => {
  const carriedOut = [...manifestRules.flatMap(rule => rule.changes), cacheTomlEnabledKey]

  expect(withToml.toSorted()).toEqual(carriedOut.toSorted())
  expect(carriedOut.filter(id => changes.find(change => change.id === id)?.isAutomatic !== true)).toEqual([])
})

test('what was met before the way began, or comes after its end, is none of its changes', () => {
  const bare = 'wasmtime = { version = "36", default-features = false, features = ["gc", "preview1"] }'

  expect(rewritten(bare, {from: 36, to: 41, wasmtime: '41.0.4'}).done).toEqual([])
  expect(rewritten(bare, {from: undefined, to: 48, wasmtime: '48.0.0'}).done).toEqual([])
  expect(rewritten(bare, {from: 36, to: 42, wasmtime: '42.0.0'}).done).toEqual(['anyhow-cargo-feature'])
})

test('std is left to whoever does without it on purpose, and the reason is told', () => {
  const way = {from: 24, to: 36, wasmtime: '36.0.14'}
  const bare = 'wasmtime = { version = "24", default-features = false }'
  const left = (about: Partial<Circumstances>, more = '') =>
    rewritten(bare + more, way, {...nothing, ...about}).left.map(({why, line}) => [line, why])

  expect(left({isNoStd: true})).toEqual([[2, 'a package that takes it is #![no_std]']])
  expect(left({}, '\n[features]\nstd = ["wasmtime/std"]')).toEqual([
    [2, 'a feature of the package switches std on by itself'],
  ])
  expect(rewritten(bare, way, {...nothing, alsoOn: new Set(['cranelift'])})).toMatchObject({done: [], left: []})
})

test('features that are passed on are found behind the name of the dependency, not of the crate', () => {
  const text = 'p = { package = "wasmtime-wasi", version = "36" }\n[features]\nold = ["p/preview1", "q/preview1"]'

  expect(rewritten(text, {from: 36, to: 37, wasmtime: '37.0.2'}).text).toContain('old = ["p/p1", "q/preview1"]')
})

test('a crate from git, from a folder or from the workspace keeps its name', () => {
  const text = [
    'wasmtime-cache = { git = "https://example.org/fork", version = "34" }',
    'wasmtime-fiber = { path = "../fiber", version = "34" }',
    'wasmtime-slab = { workspace = true }',
  ].join('\n')

  expect(rewritten(text, {from: 34, to: 36, wasmtime: '36.0.14'}).done).toEqual([])
})

describe('a cache configuration', () => {
  const way = 36

  test('is only told about when the cache is off, or when the file may be somebody else’s', () => {
    expect(rewriteCacheConfig('wasmtime-cache.toml', '[cache]\nenabled = false\n', way)).toEqual({
      kind: 'unsure',
      line: 2,
      why: 'the cache is off here: the file must not be loaded then',
    })
    expect(rewriteCacheConfig('config/app.toml', '\n[cache]\nenabled = true\n', way)).toMatchObject({
      kind: 'unsure',
      line: 3,
      why: 'nothing says that wasmtime reads this file',
    })
  })

  test.each([
    ['has other tables', '[cache]\nenabled = true\n[server]\nport = 1\n'],
    ['has keys that wasmtime never knew', '[cache]\nenabled = true\nttl = 60\n'],
    ['has no such key', '[cache]\ndirectory = "/tmp"\n'],
    ['is broken', '[cache\nenabled = true'],
  ])('is left alone where it %s', (_name, text) => {
    expect(rewriteCacheConfig('wasmtime-cache.toml', text, way)).toBeUndefined()
  })

  test('keeps its key before 33', () => {
    expect(rewriteCacheConfig('cache.toml', '[cache]\nenabled = true\n', 32)).toBeUndefined()
  })
})

/** What the rules make of a fixture on the step that its change comes with. */
function made(id: string, text: string, about: Circumstances): string {
  const way = wayOf(id)
  if (id !== cacheTomlEnabledKey) return rewriteAll(text, way, about).text
  const config = rewriteCacheConfig('cache.toml', text, way.to)
  return config?.kind === 'edited' ? config.text : text
}

function wayOf(id: string): ManifestWay {
  const major = changes.find(change => change.id === id)?.major ?? 0
  // The feature is there for two majors; what has to be done comes with its end.
  const to = id === 'signals-based-traps-feature-28' ? 30 : major
  return {from: to - 1, to, wasmtime: to === 38 ? '38.0.4' : `${to}.0.0`}
}

function rewritten(dependencies: string, way: ManifestWay, about: Circumstances = nothing): RewrittenManifest {
  return rewriteAll(`[dependencies]\n${dependencies}\n`, way, about)
}

function rewriteAll(text: string, way: ManifestWay, about: Circumstances): RewrittenManifest {
  return rewriteManifest({text, wayOf: () => way, circumstancesOf: () => about, changes})
}
