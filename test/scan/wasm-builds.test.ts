import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {isFamily} from '../../src/catalog/family.ts'
import {readBuildWords} from '../../src/scan/cargo-build-words.ts'
import {surveyRepository} from '../../src/scan/survey-repository.ts'
import {findWasmBuilds} from '../../src/scan/wasm-builds.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const workspace = '[workspace]\nmembers = ["host", "guest"]\n'
const named = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\n`
const packages = {
  'Cargo.toml': workspace,
  'host/Cargo.toml': named('host'),
  'guest/Cargo.toml': named('filter-guest'),
}

async function buildsIn(files: Readonly<Record<string, string>>) {
  const tree = await temporaryRepository({...packages, ...files})
  const {manifests} = await surveyRepository({tree, programs: createPrograms(), isFamily})
  const builds = await findWasmBuilds(tree, manifests)
  return builds.map(({manifest, folder, target, args, path, line}) =>
    [manifest, `in ${folder || '.'}`, target, ...args, `${path}:${line}`].join(' '),
  )
}

describe('a guest is found by how the repository builds it', () => {
  const release = 'guest/Cargo.toml in guest wasm32-wasip1 --release'
  const byName = 'guest/Cargo.toml in . wasm32-wasip1 --release'
  test.each([
    [
      'a Makefile',
      {Makefile: 'wasm:\n\tcd guest && cargo build --release --target wasm32-wasip1\n'},
      `${release} Makefile:2`,
    ],
    [
      'its folder’s own Makefile',
      {'guest/Makefile': 'all:\n\t@$(CARGO) build -r --target=wasm32-wasip1\n'},
      `${release} guest/Makefile:2`,
    ],
    [
      'a justfile',
      {justfile: 'wasm:\n    (cd guest && cargo build --release --target wasm32-wasip1)\n'},
      `${release} justfile:2`,
    ],
    [
      'a script that goes there first, over several lines',
      {
        'scripts/build.sh':
          '#!/bin/sh\ncd guest\nRUSTFLAGS="-C opt-level=s" \\\ncargo +stable build \\\n  --target wasm32-wasip1 \\\n  --release -j 8\n',
      },
      `${release} scripts/build.sh:3`,
    ],
    [
      'a workflow, by the package’s name',
      {
        '.github/workflows/ci.yml':
          'jobs:\n  a:\n    steps:\n      - run: cargo build --release --target wasm32-wasip1 -p filter-guest -v 2>&1 | tail\n',
      },
      `${byName} .github/workflows/ci.yml:4`,
    ],
    [
      'a Dockerfile',
      {Dockerfile: 'FROM rust\nRUN cargo build --release --target wasm32-wasip1 --manifest-path guest/Cargo.toml\n'},
      `${byName} Dockerfile:2`,
    ],
    [
      'an alias',
      {'.cargo/config.toml': '[alias]\nguest = "build --release --target wasm32-wasip1 -p filter-guest"\n'},
      `${byName} .cargo/config.toml:2`,
    ],
    [
      'the target that its folder builds for',
      {'guest/.cargo/config.toml': '[build]\ntarget = "wasm32-wasip1"\n'},
      'guest/Cargo.toml in guest wasm32-wasip1 guest/.cargo/config.toml:2',
    ],
    [
      'the name that Rust removed, which is called by the new one',
      {Makefile: 'wasm:\n\tcd guest && cargo build --release --target wasm32-wasi\n'},
      `${release} Makefile:2`,
    ],
  ])('%s', async (_where, files, found) => {
    expect(await buildsIn(files)).toEqual([found])
  })
})

test('features and profiles decide what comes out, so they are kept; of two builds of one guest the optimised one counts', async () => {
  const Makefile = [
    'dev:\n\tcargo build --target wasm32-wasip1 -p filter-guest\n',
    'wasm:\n\tcargo build --target wasm32-wasip1 -p filter-guest --no-default-features -F a,b --profile tiny\n',
  ].join('\n')

  expect(await buildsIn({Makefile})).toEqual([
    'guest/Cargo.toml in . wasm32-wasip1 --no-default-features --features a,b --profile tiny Makefile:5',
  ])
})

test.each([
  ['no wasm', 'cargo build --release -p filter-guest'],
  ['a whole workspace of hosts and guests', 'cargo build --target wasm32-wasip1'],
  ['a package that isn’t here', 'cargo build --target wasm32-wasip1 -p other'],
  ['a folder that only the script knows', 'cd "$DIR" && cargo build --target wasm32-wasip1'],
  ['a folder outside', 'cd ../../guest && cargo build --target wasm32-wasip1'],
  [
    'a configuration of its own',
    'cargo build --target wasm32-wasip1 -p filter-guest --config build.rustc-wrapper=\\"./x\\"',
  ],
  ['another folder for the output', 'cargo build --target wasm32-wasip1 -p filter-guest --target-dir /tmp/x'],
  ['an option where a name should stand', 'cargo build --target wasm32-wasip1 -p --config'],
])('a command is left alone that has %s', async (_what, command) => {
  expect(await buildsIn({Makefile: `wasm:\n\t${command}\n`})).toEqual([])
})

test('backups, examples that only their configuration speaks of, and others’ code are no guests', async () => {
  const line = 'wasm:\n\tcargo build --target wasm32-wasip1 -p filter-guest\n'
  const files = {
    'old/Makefile.bak': line,
    'vendor/x/Makefile': line,
    'examples/a/Cargo.toml': named('a'),
    'examples/a/.cargo/config.toml': '[build]\ntarget = "wasm32-wasip1"\n',
  }
  expect(await buildsIn(files)).toEqual([])
})

test('whatever the words are, only known options come through', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '--target',
      '-p',
      '--features',
      '--release',
      '--config',
      '--',
      '-Zx',
      '$(X)',
      'a;b',
      'wasm32-wasip1',
    ),
    fc.string({maxLength: 5}),
  )
  const known = /^(?:--release|--lib|--bins|--all-features|--no-default-features|--features|--profile|--bin)$/
  fc.assert(
    fc.property(fc.array(word, {maxLength: 6}), words => {
      const read = readBuildWords(['cargo', 'build', ...words])
      for (const arg of read?.args ?? []) if (arg.startsWith('-')) expect(arg).toMatch(known)
      for (const value of [read?.target, read?.package, read?.manifestPath])
        expect(value ?? 'x').not.toMatch(/^-|[$;`]/)
    }),
  )
})
