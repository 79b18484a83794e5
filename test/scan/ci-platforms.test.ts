import {expect, test} from 'vitest'
import {findCiPlatforms} from '../../src/scan/ci-platforms.ts'

test('names each platform that cargo runs on, with the label used most', async () => {
  expect(
    await platformsOf(`
on: push
jobs:
  test:
    strategy:
      matrix:
        os: [ubuntu-latest, macos-latest, windows-latest]
        include:
          - os: ubuntu-24.04-arm
    runs-on: \${{ matrix.os }}
    steps:
      - run: cargo test --all
  lint:
    runs-on: ubuntu-22.04
    steps:
      - uses: actions/checkout@v4
      - run: cargo +nightly clippy
  msrv:
    runs-on: ubuntu-latest
    steps:
      - run: |
          rustup update
          make test
`),
  ).toEqual({
    platforms: [
      {id: 'linux', runsOn: 'ubuntu-latest'},
      {id: 'linux-arm64', runsOn: 'ubuntu-24.04-arm'},
      {id: 'macos', runsOn: 'macos-latest'},
      {id: 'windows', runsOn: 'windows-latest'},
    ],
    unknown: [],
  })
})

test('finds the runner in a matrix of several values each', async () => {
  const text = `
jobs:
  build:
    strategy:
      matrix:
        config:
          - {os: macos-14, arch: aarch64}
          - {os: "ubuntu-20.04", arch: amd64}
    runs-on: \${{ matrix.config.os }}
    steps: [{run: cargo build --release}]
`
  expect((await platformsOf(text)).platforms).toEqual([
    {id: 'linux', runsOn: 'ubuntu-20.04'},
    {id: 'macos', runsOn: 'macos-14'},
  ])
})

test('leaves jobs alone that build nothing, and names runners that nobody else has', async () => {
  const text = `
jobs:
  pages: {runs-on: windows-latest, steps: [{run: npm ci}]}
  reuse: {uses: ./.github/workflows/other.yml}
  bench: {runs-on: [self-hosted, bench], steps: [{run: cargo bench}]}
  big: {runs-on: ubuntu-22.04-16core-ours, steps: [{run: cargo test}]}
  computed: {runs-on: "\${{ inputs.runner }}", steps: [{run: cargo test}]}
`
  expect(await platformsOf(text)).toEqual({
    platforms: [],
    unknown: [`$\{{ inputs.runner }}`, 'self-hosted bench', 'ubuntu-22.04-16core-ours'],
  })
})

test('a workflow that isn’t YAML, and one whose parts have other shapes, name nothing', async () => {
  const none = {platforms: [], unknown: []}
  for (const text of ['jobs: [cargo test', 'jobs: cargo test', 'jobs: {a: cargo test, b: {steps: cargo test}}'])
    expect(await platformsOf(text)).toEqual(none)
})

function platformsOf(text: string) {
  const bytes = new TextEncoder().encode(text)
  return findCiPlatforms({
    tree: {
      list: async () => ['.github/workflows/ci.yml', '.github/workflows/README.md', 'ci.yml'],
      readUpTo: async path => {
        if (path !== '.github/workflows/ci.yml') throw new Error(`${path} is no workflow`)
        return {kind: 'read', bytes}
      },
    },
  })
}
