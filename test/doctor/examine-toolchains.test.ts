import {expect, test} from 'vitest'
import {examineToolchains, type ToolchainFacts} from '../../src/doctor/examine-toolchains.ts'
import type {ToolchainWish} from '../../src/scan/toolchain-wishes.ts'
import {answering, refused, said} from '../support/answering-programs.ts'
import {fakeMachineFiles} from '../support/fake-machine-files.ts'

const host = 'x86_64-unknown-linux-gnu'
const stable = {name: `stable-${host}`, version: '1.95.0'}
const old = {name: `1.75.0-${host}`, version: '1.75.0'}
const wishes: readonly ToolchainWish[] = [
  {kind: 'component', name: 'clippy', path: 'Makefile', line: 3},
  {kind: 'component', name: 'rust-src', path: 'rust-toolchain.toml', line: 2},
  {kind: 'target', name: 'wasm32-wasi', path: 'justfile', line: 9},
]

test('what is missing in the toolchain that builds has its command', async () => {
  const examined = await examine({toolchains: {installed: [stable, old], active: stable}})

  expect(examined).toMatchObject({chosen: stable, toInstall: {toolchains: 0, targets: 1}})
  expect(examined.items).toEqual([
    {
      name: 'Rust',
      state: 'ok',
      have: '1.95.0 (stable)',
      need: '1.86 or newer: wasmtime 36.0.14 needs 1.86',
      todo: [],
    },
    {name: 'clippy', state: 'ok', have: 'installed', need: 'Makefile:3 asks for it', todo: []},
    {
      name: 'rust-src',
      state: 'warning',
      need: 'rust-toolchain.toml:2 asks for it',
      todo: [`rustup component add rust-src --toolchain stable-${host}`],
    },
    // Rust 1.86 knows it by its new name only.
    {
      name: 'wasm32-wasip1',
      state: 'warning',
      need: 'justfile:9 asks for it',
      todo: [`rustup target add wasm32-wasip1 --toolchain stable-${host}`],
    },
  ])
  expect(examined.installed).toEqual([
    {...stable, isActive: true, components: ['clippy', 'rustc'], targets: [host]},
    {...old, isActive: false, components: [], targets: []},
  ])
})

test('a Rust that is not there is in the way, and one command brings everything', async () => {
  const examined = await examine({toolchains: {installed: [old], active: old}})

  expect(examined).toMatchObject({chosen: undefined, toInstall: {toolchains: 1, targets: 1}})
  expect(examined.items).toEqual([
    {
      name: 'Rust',
      state: 'blocking',
      have: '1.75.0',
      need: '1.86 or newer: wasmtime 36.0.14 needs 1.86',
      todo: [
        'rustup toolchain install 1.86 --profile minimal --component clippy --component rust-src --target wasm32-wasip1',
      ],
    },
  ])
})

test.each([
  [old, 'plain cargo here uses 1.75.0'],
  [undefined, 'the one this repository pins is not installed'],
])('says so when the wizard builds with another toolchain than plain cargo', async (active, why) => {
  const toolchains = {installed: [stable, old], ...(active === undefined ? {} : {active})}

  const [rust] = (await examine({toolchains})).items

  expect(rust?.todo).toEqual([`The wizard builds with it; ${why}.`])
})

test('a cargo that does not answer is in the way', async () => {
  const programs = answering({
    'rustup toolchain list --verbose': said(''),
    'cargo --version': refused('error: cargo is broken\n'),
  })
  const toolchains = {installed: [stable], active: stable}

  const {items} = await examineToolchains({programs, files: fakeMachineFiles()}, facts({toolchains}))

  expect(items[1]).toMatchObject({name: 'cargo', state: 'blocking', have: 'error: cargo is broken'})
})

function facts(more: Pick<ToolchainFacts, 'toolchains'>): ToolchainFacts {
  return {root: '/repo', needed: {version: '1.86', because: ['wasmtime 36.0.14 needs 1.86']}, wishes, ...more}
}

function examine(more: Pick<ToolchainFacts, 'toolchains'>) {
  const programs = answering({
    'rustup toolchain list --verbose': said(`${stable.name} /toolchains/stable\n${old.name} /toolchains/old\n`),
    'cargo --version': said('cargo 1.95.0\n'),
  })
  const rustlib = '/toolchains/stable/lib/rustlib'
  const files = fakeMachineFiles({
    [`${rustlib}/components`]: `clippy-preview-${host}\nrustc-${host}\n`,
    [`${rustlib}/${host}/lib/libstd.rlib`]: '',
  })
  return examineToolchains({programs, files}, facts(more))
}
