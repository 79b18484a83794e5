import {expect, test} from 'vitest'
import type {ListedToolchain} from '../../src/scan/toolchains.ts'
import {installedToolchain, type ToolchainUses} from '../../src/steps/installed-toolchain.ts'

const name = '1.86.0-x86_64-unknown-linux-gnu'
const installed: ListedToolchain = {name, folder: '/toolchains/1.86.0', isActive: false}
const unused: ToolchainUses = {
  root: '/repo',
  listed: async () => [
    installed,
    {name: 'stable-x86_64-unknown-linux-gnu', folder: '/toolchains/stable', isActive: true},
  ],
  overrides: async () => [],
  channels: async () => [],
}

test('a toolchain that nothing uses is removed by its whole name, and looked for afterwards', async () => {
  let listed = [installed]
  const found = await installedToolchain({...unused, listed: async () => listed}, {installed: [name]})

  expect(found).toMatchObject({title: `The toolchain ${name}`, command: {cwd: '/repo'}})
  expect(found?.command.argv).toEqual(['rustup', 'toolchain', 'uninstall', name])
  expect(found?.keptBecause).toBeUndefined()
  expect(await found?.isGone()).toBe(false)
  listed = []
  expect(await found?.isGone()).toBe(true)
})

test.each<[string, Partial<ToolchainUses>, string]>([
  ['it became the default', {listed: async () => [{...installed, isDefault: true}]}, 'it is rustup’s default now'],
  ['cargo uses it here', {listed: async () => [{...installed, isActive: true}]}, 'cargo uses it in this repository'],
  [
    'another folder was set to use it',
    {overrides: async () => [{folder: '/home/ada/other', toolchain: name}]},
    'rustup was told to use it in /home/ada/other',
  ],
  [
    'a toolchain file asks for it',
    {channels: async () => [{path: 'tools/rust-toolchain', channel: '1.86.0'}]},
    'tools/rust-toolchain asks for it',
  ],
  ['rustup doesn’t say', {overrides: async () => undefined}, 'rustup did not say which folders use it'],
])('stays where %s', async (_, uses, why) => {
  expect((await installedToolchain({...unused, ...uses}, {installed: [name]}))?.keptBecause).toBe(why)
})

test('a name that only begins alike is another toolchain', async () => {
  const channels = async () => [{path: 'rust-toolchain', channel: '1.8'}]

  expect((await installedToolchain({...unused, channels}, {installed: [name]}))?.keptBecause).toBeUndefined()
})

test.each([
  ['nothing was installed', {leftInPlace: 'Rust stays'}],
  ['it is gone already', {installed: ['1.85.0-x86_64-unknown-linux-gnu']}],
  ['a state file says something else', {installed: ['--all; rm -rf /']}],
  ['nothing was recorded', undefined],
])('there is nothing to remove where %s', async (_, data) => {
  expect(await installedToolchain(unused, data)).toBeUndefined()
})
