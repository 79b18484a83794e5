import {chmodSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import type {Toolchains} from '../../src/domain/survey.ts'
import {cargoPresent} from '../../src/gates/cargo-present.ts'
import {chooseToolchain} from '../../src/gates/choose-toolchain.ts'
import {diskFull, diskFullSoon, diskLevel, diskLimits, enoughDisk, neededBytes} from '../../src/gates/enough-disk.ts'
import {stateUntracked} from '../../src/gates/state-untracked.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, initGit, temporaryRepository, writeFiles} from '../support/temporary-repository.ts'

const programs = createPrograms()

describe('the toolchain for the wizard’s own commands', () => {
  const toolchain = (version: string, name = `${version}-x86_64`) => ({name, version})
  const choose = (needed: string, installed: Toolchains['installed'], active?: Toolchains['installed'][number]) =>
    chooseToolchain({installed, ...(active === undefined ? {} : {active})}, needed)

  test('is the active one when it is new enough, even when there are newer ones', () => {
    const active = toolchain('1.86.0')

    expect(choose('1.86', [toolchain('1.95.0'), active], active)).toEqual(active)
    expect(choose('1.86', [], toolchain('1.97.0-nightly'))).toEqual(toolchain('1.97.0-nightly'))
  })

  test('is the newest stable one when the active one is too old, missing or not chosen', () => {
    const installed = [
      toolchain('1.97.0-nightly'),
      toolchain('1.96.0', 'beta-x86_64'),
      toolchain('1.90.0'),
      toolchain('1.95.0'),
    ]

    expect(choose('1.86.1', installed, toolchain('1.86.0'))).toEqual(toolchain('1.95.0'))
    expect(choose('1.86', installed)).toEqual(toolchain('1.95.0'))
  })

  test('is a problem that names what is here and the command that helps', () => {
    expect(choose('1.98', [toolchain('1.95.0'), toolchain('1.75.0')], toolchain('1.75.0'))).toEqual({
      code: 'toolchain-too-old',
      title: 'No installed Rust is new enough: 1.98 is needed',
      detail: 'Installed: 1.95.0, 1.75.0.',
      nextSteps: [
        'Install it beside the others: rustup toolchain install 1.98',
        'Or choose an older wasmtime with --wasmtime.',
      ],
    })
    expect(choose('1.86', [toolchain('1.97.0-nightly')])).toMatchObject({code: 'toolchain-too-old'})
    expect(choose('1.86', [])).toMatchObject({detail: 'No toolchain is installed.'})
  })
})

test('a disk is enough from exactly what it takes on, and the first that is not enough is named', () => {
  const room = {path: '/repo', freeBytes: neededBytes, leastBytes: neededBytes}

  expect(enoughDisk([room])).toBeUndefined()
  expect(enoughDisk([room, {...room, path: '/home', freeBytes: neededBytes - 1}])).toMatchObject({path: '/home'})
  expect(enoughDisk([{...room, freeBytes: 150 * 1024 ** 2}])).toEqual({
    code: 'disk-nearly-full',
    title: 'The disk is nearly full',
    detail: '/repo has 150 MiB left; the upgrade wants at least 1.0 GiB for builds and saved files.',
    nextSteps: [
      'Free some space (`cargo clean` empties the build folder), then run the wizard again.',
      'What is needed where, and why: upgrade-wizard doctor',
    ],
    path: '/repo',
  })
})

describe('cargo', () => {
  test('is asked under the chosen toolchain', async () => {
    const folder = fakeCargo('test "$RUSTUP_TOOLCHAIN" = 1.95.0 -a "$*" = --version')

    expect(await cargoPresent(programs, folder, '1.95.0')).toBeUndefined()
  })

  test('that is not on the PATH is missing', async () => {
    const folder = temporaryFolder()
    stubPath(folder)

    expect(await cargoPresent(programs, folder, undefined)).toEqual({
      code: 'cargo-missing',
      title: 'Cannot find cargo',
      detail: 'The wizard builds and tests with cargo, and there is none on the PATH.',
      nextSteps: ['Install Rust with rustup, open a new terminal, then run the wizard again.'],
    })
  })

  test('that does not answer is broken, in its own words', async () => {
    const folder = fakeCargo('echo "error: toolchain is not installed" >&2; exit 1')
    expect(await cargoPresent(programs, folder, '1.99')).toMatchObject({
      code: 'cargo-broken',
      detail: 'error: toolchain is not installed',
    })

    expect(await cargoPresent(programs, fakeCargo('exit 3'), undefined)).toMatchObject({
      code: 'cargo-broken',
      detail: 'cargo --version ended with 3',
    })
    expect(await cargoPresent(programs, fakeCargo('kill -KILL $$'), undefined)).toMatchObject({
      code: 'cargo-broken',
      detail: expect.stringContaining('SIGKILL'),
    })
  })
})

describe('the wizard’s own folder', () => {
  test('may be there, ignored or not, as long as git does not track it', async () => {
    const {root} = await temporaryRepository({'Cargo.toml': ''})
    expect(await stateUntracked(programs, root)).toBeUndefined()

    initGit(root)
    writeFiles(root, {'.upgrade-wizard/state.jsonl': ''})
    expect(await stateUntracked(programs, root)).toBeUndefined()
  })

  test('is refused when git tracks something in it, with the exact fix', async () => {
    const {root} = await temporaryRepository({'Cargo.toml': '', '.upgrade-wizard/logs/ä b.out': ''})
    initGit(root)

    expect(await stateUntracked(programs, root)).toEqual({
      code: 'state-tracked',
      title: 'The wizard’s own folder is tracked by git',
      detail: 'git tracks .upgrade-wizard/logs/ä b.out. A session belongs to one working copy and is not to be shared.',
      nextSteps: [
        "git rm -r --cached -- .upgrade-wizard ':!.upgrade-wizard/rules' && git commit, then run the wizard again.",
      ],
      path: '.upgrade-wizard',
    })
    git(root, 'rm', '-rq', '--cached', '.upgrade-wizard')
    expect(await stateUntracked(programs, root)).toBeUndefined()
  })

  test('counts as tracked from the moment it is staged', async () => {
    const {root} = await temporaryRepository({'Cargo.toml': ''})
    initGit(root)
    writeFiles(root, {'.upgrade-wizard/state.jsonl': ''})
    git(root, 'add', '--force', '.upgrade-wizard')

    expect(await stateUntracked(programs, root)).toMatchObject({code: 'state-tracked'})
  })
})

/** A folder that is the whole PATH, with a cargo that is this script. */
function fakeCargo(script: string): string {
  const folder = temporaryFolder()
  writeFiles(folder, {cargo: `#!/bin/sh\n${script}\n`})
  chmodSync(path.join(folder, 'cargo'), 0o755)
  stubPath(folder)
  return folder
}

function stubPath(folder: string): void {
  vi.stubEnv('PATH', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
}

describe('the limits of a disk', () => {
  test('leave a gigabyte free on a large disk, and 2 % on a small one', () => {
    expect(diskLimits(1e12)).toEqual({stopBytes: 1e9, warnBytes: 10e9})
    expect(diskLimits(100e9)).toEqual({stopBytes: 1e9, warnBytes: 5e9})
    expect(diskLimits(20e9)).toEqual({stopBytes: 0.4e9, warnBytes: 1e9})
  })

  test('warn while what is still needed would not fit', () => {
    expect(diskLimits(100e9, {needBytes: 12e9})).toEqual({stopBytes: 1e9, warnBytes: 13e9})
  })

  test('are what somebody asked for, and 0 stops nothing', () => {
    expect(diskLimits(100e9, {leastFree: 8e9})).toEqual({stopBytes: 8e9, warnBytes: 8e9})
    expect(diskLevel(0, diskLimits(100e9, {leastFree: 0}))).toBe('warning')
  })

  test('put each amount of room at one level', () => {
    const limits = {stopBytes: 1e9, warnBytes: 5e9}

    expect([0, 1e9 - 1, 1e9, 5e9 - 1, 5e9].map(free => diskLevel(free, limits))).toEqual([
      'stop',
      'stop',
      'warning',
      'warning',
      'ok',
    ])
  })
})

describe('a full disk', () => {
  const doc = {name: 'doc', folder: '/repo/target/doc', sizeBytes: 1.2e9, command: 'cargo clean --doc'}
  const tiny = {...doc, name: 'release', sizeBytes: 1e6, command: 'cargo clean --profile release'}

  test('is named before it is full, with what would make room', () => {
    const shortage = {path: '/repo/target', freeBytes: 0.8e9, stopBytes: 1e9, why: '/repo/target has 800 MB left'}

    expect(diskFullSoon(shortage, [doc, tiny], 3.4e9)).toEqual({
      code: 'disk-full-soon',
      title: 'Stopped before the disk is full',
      detail: '/repo/target has 800 MB left. What is left of the upgrade may put about 3.4 GB more on it.',
      nextSteps: [
        'cargo clean --doc frees about 1.2 GB.',
        'Then retry. `run --least-free SIZE` says how much is to stay free, 0 that nothing is.',
      ],
      path: '/repo/target',
    })
  })

  test('is named when a command met it: the line that says so, which disk, and how much is free now', () => {
    const line = 'error: failed to write a.rmeta: No space left on device (os error 28)'
    const rooms = [
      {path: '/home/ada', freeBytes: 20e9},
      {path: '/repo/target', freeBytes: 12e6},
    ]

    expect(diskFull({line, command: 'cargo check', rooms}, [])).toEqual({
      code: 'disk-full',
      title: 'The disk is full: cargo check',
      detail: `${line}\n/home/ada has 20 GB left now; /repo/target has 12 MB left now.`,
      nextSteps: ['Free some space on it.', 'Then retry, or roll the step back.'],
      path: '/repo/target',
    })
  })
})
