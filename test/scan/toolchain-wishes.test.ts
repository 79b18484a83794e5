import {expect, test} from 'vitest'
import {findToolchainWishes} from '../../src/scan/toolchain-wishes.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

test('components and targets are found where they are listed or used, each at its first place', async () => {
  const tree = await temporaryRepository({
    'rust-toolchain.toml':
      '[toolchain]\nchannel = "1.86"\ncomponents = ["rustfmt", "llvm-tools-preview"]\ntargets = ["wasm32-wasip2"]\n',
    Makefile: 'lint:\n\tcargo clippy\n\tcargo fmt --check\nwasm:\n\tcargo build --target wasm32-wasip1\n',
    '.github/workflows/ci.yml': [
      'name: cargo fmt',
      'jobs:',
      '  wasm:',
      '    steps:',
      '      - uses: dtolnay/rust-toolchain@stable',
      '        with: {targets: "wasm32-unknown-unknown, wasm32-wasip1"}',
      '      # - run: rustup target add wasm32-wasip3',
      '      - run: cargo build --target aarch64-apple-darwin',
    ].join('\n'),
    '.cargo/config.toml': '[target.wasm32-wasi]\nrustflags = []\n',
    'README.md': 'Build with `--target wasm32-emscripten`.',
  })

  const wishes = await findToolchainWishes({tree})

  expect(wishes.map(({kind, name, path, line}) => `${kind} ${name} ${path}:${line}`)).toEqual([
    'component clippy Makefile:2',
    'component llvm-tools rust-toolchain.toml:3',
    'component rustfmt Makefile:3',
    'target wasm32-unknown-unknown .github/workflows/ci.yml:6',
    'target wasm32-wasip1 .github/workflows/ci.yml:6',
    'target wasm32-wasip2 rust-toolchain.toml:4',
  ])
})

test('a broken toolchain file, a backup and an odd name wish for nothing', async () => {
  const tree = await temporaryRepository({
    'rust-toolchain.toml': '[toolchain\ncomponents = ["clippy"]',
    'crates/host/rust-toolchain.toml': '[toolchain]\ncomponents = ["clippy; rm -rf ."]',
    'rust-toolchain': '1.86\n',
    'Makefile.bak': 'lint:\n\tcargo clippy\n',
  })

  expect(await findToolchainWishes({tree})).toEqual([])
})
