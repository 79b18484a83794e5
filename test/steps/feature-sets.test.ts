import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {type FeaturePackage, featureSets} from '../../src/steps/feature-sets.ts'

const host: FeaturePackage = {
  name: 'host',
  manifest: '/repo/host/Cargo.toml',
  features: {default: ['std'], std: [], plugins: ['dep:wasmtime'], cli: ['plugins', 'std']},
}
const plain: FeaturePackage = {name: 'plain', manifest: '/repo/plain/Cargo.toml', features: {}}
const names = (packages: readonly FeaturePackage[], stated: Parameters<typeof featureSets>[0]['stated'] = []) =>
  featureSets({packages, stated}, false).sets.map(({name}) => name)
const choice = {isWithoutDefault: false, isAll: false, features: []}

describe('a workspace is tried with', () => {
  test('default, none and all features, and each alone; what comes to the same only once', () => {
    expect(featureSets({packages: [host, plain], stated: []}, false)).toEqual({
      sets: [
        {name: 'host: default', options: [], manifest: host.manifest},
        {name: 'host: no features', options: ['--no-default-features'], manifest: host.manifest},
        {name: 'host: all features', options: ['--all-features'], manifest: host.manifest},
        {
          name: 'host: plugins',
          options: ['--no-default-features', '--features', 'plugins'],
          manifest: host.manifest,
        },
      ],
    })
  })

  test('nothing where no package has features', () => {
    expect(featureSets({packages: [plain, {...plain, features: {default: []}}], stated: []}, true)).toEqual({sets: []})
  })

  test('what the repository’s own checks are run with', () => {
    expect(names([host, plain], [{...choice, package: 'host', features: ['plugins']}])).toContain(
      'host: default + plugins',
    )
    expect(names([host, plain], [{...choice, features: ['other/vendored']}])).toContain(
      'workspace: default + other/vendored',
    )
  })

  test('a choice without a package in a workspace of one is that package’s', () => {
    expect(names([host], [{...choice, features: ['cli', 'plugins']}])).not.toContain(
      'workspace: default + cli, plugins',
    )
  })

  test('what cargo-hack lists instead of each feature alone', () => {
    const each = [{package: 'host', isWithoutDefault: true, isAll: false, features: ['plugins']}]
    expect(featureSets({packages: [host], stated: [], each}, false).sets.map(({name}) => name)).toEqual([
      'host: default',
      'host: no features',
      'host: all features',
      'host: plugins',
    ])
  })
})

describe('where sets are many', () => {
  const many = {...host, features: Object.fromEntries(Array.from({length: 20}, (_, at) => [`f${at}`, []]))}

  test('each feature alone is left out and that is told, unless it is asked for', () => {
    const {sets, leftOut} = featureSets({packages: [many], stated: [{...choice, features: ['f1']}]}, false)
    expect(sets.map(({name}) => name)).toEqual(['host: default', 'host: all features', 'host: default + f1'])
    expect(leftOut).toEqual({
      what: 'each feature alone',
      why: '22 sets of features are many; --measure features tries them all',
    })

    const asked = featureSets({packages: [many], stated: []}, true)
    expect([asked.sets.length, asked.leftOut]).toEqual([22, undefined])
  })

  test('of many packages the workspace stands for all', () => {
    const packages = Array.from({length: 9}, (_, at) => ({...host, name: `p${at}`}))
    expect(names(packages)).toEqual(['workspace: default', 'workspace: no features', 'workspace: all features'])
  })
})

const anyPackage = fc
  .dictionary(fc.constantFrom('default', 'a', 'b', 'c'), fc.array(fc.constantFrom('a', 'b', 'c', 'dep:x', 'a/b')))
  .map((features): FeaturePackage => ({...host, features}))

test('no two sets have one name, and features that turn each other on come to an end', () => {
  fc.assert(
    fc.property(anyPackage, owner => {
      const all = featureSets({packages: [owner], stated: []}, true).sets.map(({name}) => name)
      expect(new Set(all).size).toBe(all.length)
    }),
  )
})
