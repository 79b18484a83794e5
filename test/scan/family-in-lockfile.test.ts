import {describe, expect, test} from 'vitest'
import {familyVersions, holdersOf} from '../../src/scan/family-in-lockfile.ts'
import {readLockfile} from '../../src/scan/lockfile.ts'
import {NotParsedError} from '../../src/scan/source-file.ts'
import {isFamily} from './findings.ts'

const registry = 'registry+https://example.org/index'
const lockfile = read([
  ['host', '0.1.0', ['javy-codegen', 'wasmtime 24.0.5', 'wasmtime-wasi 24.0.5']],
  ['javy-codegen', '3.0.0', ['walrus', 'wasmtime-wasi 36.0.3'], registry],
  ['tool', '0.1.0', ['runner']],
  ['runner', '1.0.0', ['javy-codegen', `wasmtime 36.0.3 (${registry})`], registry],
  ['walrus', '0.23.0', [], registry],
  ['wasmtime', '24.0.5', [], registry],
  ['wasmtime', '36.0.3', [], registry],
  ['wasmtime-wasi', '24.0.5', ['wasmtime 24.0.5'], registry],
  ['wasmtime-wasi', '36.0.3', ['wasmtime 36.0.3'], registry],
])

test('lists each version of each family crate once', () => {
  expect(familyVersions(lockfile, isFamily)).toEqual({
    wasmtime: ['24.0.5', '36.0.3'],
    'wasmtime-wasi': ['24.0.5', '36.0.3'],
  })
})

describe('holders', () => {
  test('are the third-party packages next to the members, with a shortest way down', () => {
    expect(holdersOf(lockfile, 'wasmtime', '36.0.3')).toEqual([
      {
        name: 'javy-codegen',
        version: '3.0.0',
        chain: ['javy-codegen 3.0.0', 'wasmtime-wasi 36.0.3', 'wasmtime 36.0.3'],
      },
      {name: 'runner', version: '1.0.0', chain: ['runner 1.0.0', 'wasmtime 36.0.3']},
    ])
  })

  test('are not the members themselves', () => {
    expect(holdersOf(lockfile, 'wasmtime', '24.0.5')).toEqual([
      {name: 'wasmtime-wasi', version: '24.0.5', chain: ['wasmtime-wasi 24.0.5', 'wasmtime 24.0.5']},
    ])
    expect(holdersOf(lockfile, 'wasmtime-wasi', '24.0.5')).toEqual([])
  })

  test('do not exist for what is not locked', () => {
    expect(holdersOf(lockfile, 'wasmtime', '1.0.0')).toEqual([])
  })

  test('are found in a tree with a cycle through dev-dependencies', () => {
    const cyclic = read([
      ['host', '0.1.0', ['a']],
      ['a', '1.0.0', ['b'], registry],
      ['b', '1.0.0', ['a', 'wasmtime'], registry],
      ['wasmtime', '24.0.5', [], registry],
    ])

    expect(holdersOf(cyclic, 'wasmtime', '24.0.5')).toEqual([
      {name: 'a', version: '1.0.0', chain: ['a 1.0.0', 'b 1.0.0', 'wasmtime 24.0.5']},
    ])
  })
})

test('refuses a lockfile with merge markers', () => {
  const text = '[[package]]\n<<<<<<< HEAD\nname = "a"\n'

  expect(() => readLockfile({path: 'Cargo.lock', text})).toThrow(NotParsedError)
})

type Entry = readonly [name: string, version: string, dependencies: readonly string[], source?: string]

function read(entries: readonly Entry[]) {
  const text = entries.map(([name, version, dependencies, source]) =>
    [
      '[[package]]',
      `name = "${name}"`,
      `version = "${version}"`,
      ...(source === undefined ? [] : [`source = "${source}"`]),
      `dependencies = ${JSON.stringify(dependencies)}`,
    ].join('\n'),
  )
  return readLockfile({path: 'Cargo.lock', text: `version = 4\n\n${text.join('\n\n')}\n`})
}
