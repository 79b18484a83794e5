import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {isMadeByCargo, measureBuild, readSizes} from '../../src/doctor/build-sizes.ts'
import {cleanableParts, partInUse} from '../../src/doctor/cleanable.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const programs = createPrograms()

test('profiles and documentation are told from anything else, the largest first', () => {
  const printed = [
    '24\t./debug/.fingerprint',
    '800\t./debug/incremental',
    '1000\t./debug',
    '8\t./release/.fingerprint',
    '3000\t./release',
    '200\t./doc',
    '50\t./tmp',
    '12\t./x86_64-unknown-linux-gnu/debug',
    '14\t./x86_64-unknown-linux-gnu',
    '4300\t.',
  ].join('\n')

  expect(readSizes(printed)).toEqual({
    sizeBytes: 4300 * 1024,
    parts: [
      {folder: 'release', sizeBytes: 3000 * 1024, incrementalBytes: 0},
      {folder: 'debug', sizeBytes: 1000 * 1024, incrementalBytes: 800 * 1024},
      {folder: 'doc', sizeBytes: 200 * 1024, incrementalBytes: 0},
    ],
  })
  expect(readSizes('du: cannot access')).toBeUndefined()
})

test('a real folder is counted, through a link as well', async () => {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'target/debug/.fingerprint'), {recursive: true})
  writeFileSync(path.join(folder, 'target/debug/libhost.rlib'), new Uint8Array(300 * 1024))
  symlinkSync('target', path.join(folder, 'linked'))

  const sizes = await measureBuild(programs, path.join(folder, 'linked'), 10_000)

  expect(sizes?.parts.map(part => part.folder)).toEqual(['debug'])
  expect(sizes?.sizeBytes).toBeGreaterThanOrEqual(300 * 1024)
  expect(await measureBuild(programs, path.join(folder, 'missing'), 10_000)).toBeUndefined()
})

test('only a folder with cargo’s own mark is cargo’s', async () => {
  const folder = temporaryFolder()
  expect(await isMadeByCargo(machineFiles, folder)).toBe(false)

  const mark = 'Signature: 8a477f597d28d172789f06886806bc55\n# This file is a cache directory tag created by cargo.\n'
  writeFileSync(path.join(folder, 'CACHEDIR.TAG'), mark)

  expect(await isMadeByCargo(machineFiles, folder)).toBe(true)
})

test('cargo cleans by profile and documentation; everything comes last', () => {
  const part = (folder: string, sizeBytes: number) => ({folder, sizeBytes, incrementalBytes: 0})
  const sizes = {sizeBytes: 900, parts: [part('debug', 500), part('doc', 200), part('ci-fast', 100), part('--odd', 9)]}

  expect(cleanableParts('/t', sizes).map(({name, folder, args}) => [name, folder, args.join(' ')])).toEqual([
    ['debug', '/t/debug', 'clean --profile dev'],
    ['doc', '/t/doc', 'clean --doc'],
    ['ci-fast', '/t/ci-fast', 'clean --profile ci-fast'],
    ['all', '/t', 'clean'],
  ])
  expect(cleanableParts('/t', {sizeBytes: 0, parts: []})).toEqual([])
})

test('which part a command works in is told by its words', () => {
  const uses = (line: string) => partInUse(line.split(' '))

  expect(uses('cargo check --workspace')).toBe('debug')
  expect(uses('cargo build --tests --profile test')).toBe('debug')
  expect(uses('cargo build --release')).toBe('release')
  expect(uses('cargo bench --profile=bench')).toBe('release')
  expect(uses('cargo build --profile ci-fast')).toBe('ci-fast')
  expect(uses('/t/debug/deps/host-0123')).toBe('debug')
})
