import {describe, expect, test} from 'vitest'
import {type DiskFacts, diskNeeds, roomState} from '../../src/doctor/disk-needs.ts'
import type {Captured} from '../../src/domain/command.ts'
import type {Disk} from '../../src/domain/ports.ts'
import type {LockedPackage} from '../../src/domain/survey.ts'
import {survey} from '../plan/make-survey.ts'
import {answering, refused, said} from '../support/answering-programs.ts'
import {fakeMachineFiles} from '../support/fake-machine-files.ts'

const mebibyte = 1024 ** 2
const metadata = 'cargo metadata --no-deps --format-version 1 --offline'
const folders = {
  cargoHome: '/home/.cargo',
  rustupHome: '/home/.rustup',
  temporary: '/tmp',
  state: '/repo/.upgrade-wizard',
}

describe('what is needed on each disk', () => {
  test('is the sum of the places on it, the neediest disk first', async () => {
    const packages = [...Array(1000).keys()].map(number => locked(`crate-${number}`))

    const mounts = await needs({packages: [...packages, locked('wasmtime')], toInstall: {toolchains: 1, targets: 2}})

    expect(
      mounts.map(({path, places}) => [path, places.map(place => [place.name, mebibytes(place.needBytes)])]),
    ).toEqual([
      [
        '/repo/target',
        [
          ['build output', 20_020],
          ['session', 16],
        ],
      ],
      [
        '/home/.cargo',
        [
          ['cargo home', 1433],
          ['rustup home', 954],
        ],
      ],
      ['/tmp', [['temporary', 160]]],
    ])
    for (const mount of mounts) {
      expect(mount.needBytes).toBe(mount.places.reduce((sum, place) => sum + place.needBytes, 0))
    }
  })

  test('counts the crates that are downloaded already', async () => {
    const cached = {'/home/.cargo/registry/cache/mirror-1/serde-1.0.0.crate': ''}

    const mounts = await needs({
      packages: [locked('serde'), locked('anyhow'), locked('wasmtime'), member],
      files: cached,
    })

    expect(placeOf(mounts, 'cargo home').how).toBe(
      '2 crates not downloaded yet, 1 of wasmtime in a new version, 1.4 MiB each',
    )
  })

  test('has no downloads where crates are on this machine, or must be', async () => {
    const mounts = await needs({packages: [locked('serde')], isDownloading: false})

    expect(placeOf(mounts, 'cargo home')).toMatchObject({needBytes: 0})
  })

  test('is counted where cargo really builds', async () => {
    const told = {target_directory: '/fast/target', build_directory: '/fast/build', packages: []}

    const mounts = await needs({
      packages: [locked('serde')],
      answers: {[metadata]: said(JSON.stringify(told)), 'du -skx /fast/build': said('4194304\t/fast/build\n')},
    })

    expect(placeOf(mounts, 'build output')).toMatchObject({
      path: '/fast/build',
      how: expect.stringContaining('4.0 GiB'),
    })
    expect(placeOf(mounts, 'programs')).toMatchObject({path: '/fast/target'})
  })

  test.each([
    ['refuses', refused('error: failed to parse manifest')],
    ['is missing', {kind: 'not-found', program: 'cargo'} as const],
    ['says something else', said('hello')],
    ['says it in another shape', said('{"target_directory": 7}')],
  ])('is counted at the usual folder when cargo %s', async (_, answer) => {
    const mounts = await needs({packages: [locked('serde')], answers: {[metadata]: answer}})

    expect(placeOf(mounts, 'build output').path).toBe('/repo/target')
  })
})

test('a disk is in the way below the least and a warning below the need', () => {
  const mount = {path: '/', device: '1', leastBytes: 10, needBytes: 20, places: []}

  expect([9, 10, 19, 20].map(freeBytes => roomState({...mount, freeBytes}))).toEqual([
    'blocking',
    'warning',
    'warning',
    'ok',
  ])
})

function mebibytes(bytes: number): number {
  return Math.round(bytes / mebibyte)
}

const member: LockedPackage = {name: 'host', version: '0.1.0', dependencies: []}

function locked(name: string): LockedPackage {
  return {name, version: '1.0.0', source: 'registry+https://index.example', dependencies: []}
}

/** Three disks: one for the repository and /fast, one for /home, one for /tmp. */
const disk: Disk = {
  free: async () => 0,
  mount: async path => ({device: /^\/(home|tmp)/.exec(path)?.[1] ?? 'work', sizeBytes: 2000, freeBytes: 1000}),
}

function needs(given: {
  readonly packages: readonly LockedPackage[]
  readonly files?: Readonly<Record<string, string>>
  readonly answers?: Readonly<Record<string, Captured>>
  readonly toInstall?: DiskFacts['toInstall']
  readonly isDownloading?: boolean
}) {
  const answers = {
    [metadata]: said('{"target_directory": "/repo/target"}'),
    'du -skx /repo/target': refused('no such folder'),
    ...given.answers,
  }
  const facts: DiskFacts = {
    survey: {...survey({}), root: '/repo', lockfiles: [{path: 'Cargo.lock', packages: given.packages}]},
    folders,
    toolchain: '1.95.0',
    toInstall: given.toInstall ?? {toolchains: 0, targets: 0},
    isDownloading: given.isDownloading ?? true,
  }
  return diskNeeds({disk, programs: answering(answers), files: fakeMachineFiles(given.files)}, facts)
}

function placeOf(mounts: Awaited<ReturnType<typeof needs>>, name: string) {
  const place = mounts.flatMap(mount => mount.places).find(one => one.name === name)
  if (place === undefined) throw new Error(`no place ${name}`)
  return place
}
