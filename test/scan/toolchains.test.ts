import {expect, test} from 'vitest'
import {toolchainParts} from '../../src/scan/toolchain-folder.ts'
import {findToolchains} from '../../src/scan/toolchains.ts'
import {answering, said} from '../support/answering-programs.ts'
import {fakeMachineFiles} from '../support/fake-machine-files.ts'

const list = `stable-x86_64-unknown-linux-gnu (active, default) /home/ada/.rustup/toolchains/stable-x86_64-unknown-linux-gnu
nightly-x86_64-unknown-linux-gnu /home/ada/.rustup/toolchains/nightly-x86_64-unknown-linux-gnu
1.75.0-x86_64-unknown-linux-gnu /home/ada/.rustup/toolchains/1.75.0-x86_64-unknown-linux-gnu
torn /home/ada/my toolchains/torn
`
const rustc = (name: string) => `/home/ada/.rustup/toolchains/${name}-x86_64-unknown-linux-gnu/bin/rustc`

test('asks each linked compiler itself, never a proxy, and sorts the newest first', async () => {
  const programs = answering({
    'rustup toolchain list --verbose': said(list),
    [`${rustc('stable')} --version`]: said('rustc 1.95.0 (59807616e 2026-04-14)\n'),
    [`${rustc('nightly')} --version`]: said('rustc 1.97.0-nightly (e50aa6fba 2026-05-19)\n'),
    [`${rustc('1.75.0')} --version`]: said('rustc 1.75.0 (82e1608df 2023-12-21)\n'),
    '/home/ada/my toolchains/torn/bin/rustc --version': {kind: 'not-found', program: 'rustc'},
  })

  expect(await findToolchains({programs, files: fakeMachineFiles()}, '/repo')).toEqual({
    installed: [
      {name: 'nightly-x86_64-unknown-linux-gnu', version: '1.97.0-nightly'},
      {name: 'stable-x86_64-unknown-linux-gnu', version: '1.95.0'},
      {name: '1.75.0-x86_64-unknown-linux-gnu', version: '1.75.0'},
    ],
    active: {name: 'stable-x86_64-unknown-linux-gnu', version: '1.95.0'},
    unread: ['torn'],
  })
})

test('reads what rustup wrote down instead of running a compiler', async () => {
  const programs = answering({
    'rustup toolchain list --verbose': said('1.86.0 (active) /toolchains/1.86.0\nmine /toolchains/mine\n'),
    '/toolchains/mine/bin/rustc --version': said('rustc 1.99.0-dev\n'),
  })
  const files = fakeMachineFiles({
    '/toolchains/1.86.0/lib/rustlib/multirust-channel-manifest.toml': [
      'manifest-version = "2"',
      '[pkg.rust-std]',
      'version = "9.9.9 (0 2000-01-01)"',
      '[pkg.rustc]',
      'version = "1.86.0 (05f9846f8 2025-03-31)"',
      '',
    ].join('\n'),
    '/toolchains/mine/lib/rustlib/multirust-channel-manifest.toml': '[pkg.rustc]\nversion = 7\n',
  })

  expect((await findToolchains({programs, files}, '/repo')).installed).toEqual([
    {name: 'mine', version: '1.99.0-dev'},
    {name: '1.86.0', version: '1.86.0'},
  ])
})

test('knows a toolchain’s components and targets from its folder', async () => {
  const rustlib = '/toolchains/stable/lib/rustlib'
  const host = 'x86_64-unknown-linux-gnu'
  const files = fakeMachineFiles({
    [`${rustlib}/components`]: ['cargo', 'clippy-preview', 'rust-std', 'rustc']
      .map(name => `${name}-${host}\n`)
      .concat('rust-src\n', 'rust-std-wasm32-wasip1\n')
      .join(''),
    [`${rustlib}/manifest-rustc-${host}`]: 'file:bin/rustc\n',
    [`${rustlib}/etc/lldb_commands`]: '',
    [`${rustlib}/${host}/lib/libstd.rlib`]: '',
    [`${rustlib}/wasm32-wasip1/lib/libstd.rlib`]: '',
    [`${rustlib}/riscv64gc-unknown-none-elf/bin/rust-lld`]: '',
  })

  expect(await toolchainParts(files, '/toolchains/stable')).toEqual({
    components: ['cargo', 'clippy', 'rust-src', 'rustc'],
    targets: ['wasm32-wasip1', host],
  })
  expect(await toolchainParts(files, '/toolchains/gone')).toEqual({components: [], targets: []})
})

test('names no active toolchain when the pinned one is not installed', async () => {
  const programs = answering({
    'rustup toolchain list --verbose': said('stable (default) /toolchains/stable\n'),
    '/toolchains/stable/bin/rustc --version': said('rustc 1.95.0 (59807616e 2026-04-14)\n'),
  })

  expect(await findToolchains({programs, files: fakeMachineFiles()}, '/repo')).toEqual({
    installed: [{name: 'stable', version: '1.95.0'}],
  })
})

test('takes the system’s compiler where there is no rustup', async () => {
  const programs = answering({
    'rustup toolchain list --verbose': {kind: 'not-found', program: 'rustup'},
    'rustc --version': said('rustc 1.85.0 (Debian)\n'),
  })
  const only = {name: 'rustc', version: '1.85.0'}

  expect(await findToolchains({programs, files: fakeMachineFiles()}, '/repo')).toEqual({
    installed: [only],
    active: only,
  })
})

test('finds nothing on a machine without Rust', async () => {
  const programs = answering({
    'rustup toolchain list --verbose': {kind: 'not-found', program: 'rustup'},
    'rustc --version': {kind: 'not-found', program: 'rustc'},
  })

  expect(await findToolchains({programs, files: fakeMachineFiles()}, '/repo')).toEqual({installed: []})
})
