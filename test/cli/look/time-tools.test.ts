import {existsSync, statSync} from 'node:fs'
import path from 'node:path'
import {execa} from 'execa'
import {describe, expect, test} from 'vitest'
import {timeTools} from '../../../src/cli/look/time-tools.ts'
import {ownArtifacts} from '../../../src/measure/own-artifacts.ts'
import {machineFiles} from '../../../src/system/machine-files.ts'
import {createPrograms} from '../../../src/system/programs.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'
import {writeFiles} from '../../support/temporary-repository.ts'

test('cargo builds again what was set back: library, binary and tests; but no build script, and no source is touched', async () => {
  const root = temporaryFolder()
  writeFiles(root, {
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n',
    'build.rs': 'fn main() {\n    println!("cargo:rerun-if-changed=build.rs");\n}\n',
    'src/lib.rs': 'pub fn run() {}\n',
    'src/main.rs': 'fn main() {\n    host::run();\n}\n',
    'tests/it.rs': '#[test]\nfn runs() {}\n',
  })
  const sources = ['src/lib.rs', 'src/main.rs', 'tests/it.rs'].map(file => path.join(root, file))
  const times = () => sources.map(file => statSync(file).mtimeMs)
  const before = times()
  const check = async () => {
    const words = ['check', '--tests', '--offline', '--quiet', '--message-format=json']
    return (await execa('cargo', words, {cwd: root})).stdout
  }
  await check()
  const warm = await check()
  expect(ownArtifacts(warm).map(({isFresh}) => isFresh)).not.toContain(false)

  await tools(root).makeStale(ownArtifacts(warm))

  const anew = await check()
  expect(ownArtifacts(anew).map(({isFresh}) => isFresh)).not.toContain(true)
  expect(anew).toMatch(/"name":"build-script-build".*"fresh":true/)
  expect(times()).toEqual(before)
}, 180_000)

describe('there is no time after an edit', () => {
  test.each([
    ['a variable', {CARGO_INCREMENTAL: '0'}, '', 'CARGO_INCREMENTAL=0 is set'],
    [
      'cargo’s configuration',
      {},
      '[build]\nincremental = false\n',
      'build.incremental is false in cargo’s configuration',
    ],
  ])('where %s switches incremental builds off', async (_, variables, config, why) => {
    const root = temporaryFolder()
    writeFiles(root, {'.cargo/config.toml': config})

    expect(await tools(root, {variables}).whyNotIncremental()).toBe(why)
  })

  test('and there is one everywhere else: the variable wins, and a broken configuration is cargo’s to tell', async () => {
    const root = temporaryFolder()
    expect(await tools(root).whyNotIncremental()).toBeUndefined()

    writeFiles(root, {'.cargo/config.toml': '[build]\nincremental = false\n'})
    expect(await tools(root, {variables: {CARGO_INCREMENTAL: '1'}}).whyNotIncremental()).toBeUndefined()

    writeFiles(root, {'.cargo/config.toml': '[build'})
    expect(await tools(root).whyNotIncremental()).toBeUndefined()
  })
})

describe('a folder for a build from nothing', () => {
  test('is empty, whatever an earlier wizard left there, and goes again', async () => {
    const root = repositoryWithBuild()
    const left = '.upgrade-wizard/cold/debug/left'
    writeFiles(root, {[left]: ''})

    const place = await tools(root).coldFolder()

    if (!('folder' in place)) throw new Error(place.why)
    expect(existsSync(path.join(root, left))).toBe(false)
    expect(existsSync(place.folder)).toBe(true)
    await place.remove()
    expect(existsSync(place.folder)).toBe(false)
  })

  test('isn’t made where there may not be room for it, or nobody knows how much it takes', async () => {
    expect(await tools(repositoryWithBuild(), {freeBytes: 0.5e9}).coldFolder()).toEqual({
      why: 'it takes up to 1.0 GB, and 500 MB are free',
    })
    expect(await tools(temporaryFolder()).coldFolder()).toEqual({
      why: 'how much room it takes is unknown: the build folder could not be counted',
    })
  })
})

function repositoryWithBuild(): string {
  const root = temporaryFolder()
  writeFiles(root, {'target/debug/.fingerprint/host': '', 'target/debug/deps/host': ''})
  return root
}

function tools(root: string, {variables = {}, freeBytes = 50e9}: {variables?: object; freeBytes?: number} = {}) {
  const env = {
    variables: {HOME: root, ...variables},
    cwd: root,
    temporaryFolder: root,
    files: machineFiles,
    programs: createPrograms(),
    disk: {free: async () => freeBytes, mount: async () => ({device: '1', sizeBytes: 100e9, freeBytes})},
  }
  return timeTools(env, root, () => undefined)
}
