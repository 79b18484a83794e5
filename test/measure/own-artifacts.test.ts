import {describe, expect, test} from 'vitest'
import {isAllMade, ownArtifacts} from '../../src/measure/own-artifacts.ts'

const own = 'path+file:///work/plugins/host#0.1.0'
const named = 'path+file:///work/app#plugin-host@0.1.0'
const dependency = 'registry+https://index.example/crates#wasmtime@36.0.0'

type Told = {readonly kind?: string; readonly name?: string; readonly fresh?: boolean}

/** As cargo prints it, as far as it is looked at. */
function artifact(id: string, {kind = 'lib', name = 'host', fresh = true}: Told = {}) {
  return JSON.stringify({
    reason: 'compiler-artifact',
    package_id: id,
    manifest_path: '/work/plugins/host/Cargo.toml',
    target: {kind: [kind], name},
    filenames: [`/work/target/debug/deps/lib${name}-0123456789abcdef.rmeta`],
    fresh,
  })
}

describe('what cargo tells of the crates of the repository’s own', () => {
  test('are their files, and whether they were made anew', () => {
    const output = [artifact(own, {fresh: false}), artifact(named, {kind: 'bin', name: 'serve'})].join('\n')

    expect(ownArtifacts(output)).toEqual([
      {
        packageName: 'host',
        target: 'host',
        files: ['/work/target/debug/deps/libhost-0123456789abcdef.rmeta'],
        isFresh: false,
      },
      {
        packageName: 'plugin-host',
        target: 'serve',
        files: ['/work/target/debug/deps/libserve-0123456789abcdef.rmeta'],
        isFresh: true,
      },
    ])
  })

  test('leaves out dependencies, build scripts, other messages and lines that only look like one', () => {
    const output = [
      artifact(dependency, {fresh: false}),
      artifact(own, {kind: 'custom-build', name: 'build-script-build'}),
      '{"reason":"build-finished","success":true}',
      '{"reason":"compiler-artifact","package_id":7}',
      '{"reason":"compiler-artifact"',
      'running 1 test',
    ]

    expect(ownArtifacts(output.join('\n'))).toEqual([])
  })

  test('names the package also as cargo did before 1.77', () => {
    const [first] = ownArtifacts(artifact('host-cli 0.1.0 (path+file:///work/plugins/host)'))

    expect(first?.packageName).toBe('host-cli')
  })
})

test('a build was from nothing when cargo made everything, and told of something', () => {
  expect(isAllMade([artifact(own, {fresh: false}), artifact(dependency, {fresh: false})].join('\n'))).toBe(true)
  expect(isAllMade([artifact(own, {fresh: false}), artifact(dependency)].join('\n'))).toBe(false)
  expect(isAllMade('')).toBe(false)
})
