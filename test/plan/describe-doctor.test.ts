import fc from 'fast-check'
import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import type {Examination, Item} from '../../src/doctor/examination.ts'
import type {Target} from '../../src/domain/target.ts'
import {describeDoctor} from '../../src/plan/describe-doctor.ts'
import {doctorDocumentSchema, doctorJson} from '../../src/plan/doctor-document.ts'

const gibibyte = 1024 ** 3
const target: Target = {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null}
const examination: Examination = {
  tools: [
    {name: 'git', state: 'ok', have: '2.47.3', need: 'shows what the upgrade changed', todo: []},
    {
      name: 'cargo-audit',
      state: 'warning',
      need: 'make security-scan uses it (Makefile:199)',
      todo: ['cargo install cargo-audit --locked'],
    },
    {name: 'just', state: 'unused', todo: []},
  ],
  toolchains: {
    items: [
      {
        name: 'wasm32-unknown-unknown',
        state: 'warning',
        need: '.github/workflows/release.yml:311 asks for it',
        todo: ['rustup target add wasm32-unknown-unknown --toolchain stable-x86_64-linux'],
      },
    ],
    installed: [{name: 'stable', version: '1.95.0', isActive: true, components: ['clippy'], targets: ['x86_64']}],
  },
  registry: [{name: 'crates-io', state: 'ok', have: 'answers', todo: []}],
  git: [{name: 'branch', state: 'ok', have: 'main', todo: []}],
  disk: [
    {
      path: '/repo/target',
      device: '7',
      freeBytes: 5 * gibibyte,
      leastBytes: gibibyte,
      needBytes: 8.4 * gibibyte,
      places: [
        {
          name: 'build output',
          path: '/repo/target',
          leastBytes: gibibyte,
          needBytes: 8.4 * gibibyte,
          how: '427 locked packages, 2.5 to 20 MiB each',
        },
        {name: 'rustup home', path: '/home/.rustup', leastBytes: 0, needBytes: 0, how: 'nothing to install'},
      ],
    },
  ],
  checks: [
    {argv: ['make', 'test'], folder: '', purpose: 'test', path: 'Makefile', line: 33, why: 'runs cargo test', runs: []},
    {
      argv: ['cargo', 'bench'],
      folder: 'host',
      purpose: 'bench',
      path: 'ci.yml',
      line: 4,
      why: 'job a runs it',
      runs: [],
    },
  ],
}
const input = {root: '/repo', target, examination}

test('a line an item: how it stands, what is there, who needs it, what to do', () => {
  expect(describeDoctor(input)).toBe(`Tools
  ✓ git             2.47.3; shows what the upgrade changed
  ! cargo-audit     not installed; make security-scan uses it (Makefile:199)
    → cargo install cargo-audit --locked
  · just            not installed; nothing here asks for it

Toolchains
  ! wasm32-unknown-unknown
                    not installed; .github/workflows/release.yml:311 asks for it
    → rustup target add wasm32-unknown-unknown --toolchain stable-x86_64-linux

Registry
  ✓ crates-io       answers

Git
  ✓ branch          main

Disk
  ! free            5.0 GiB at target; up to 8.4 GiB needed
           8.4 GiB  build output (target): 427 locked packages, 2.5 to 20 MiB
                      each
    → Free some space; cargo clean empties the build folder.

Checks of this repository
  test       make test
               Makefile:33, runs cargo test
  bench      cargo bench (in host)
               ci.yml:4, job a runs it

Ready for wasmtime 36.0.14 on Rust 1.86.
`)
})

describe('the verdict', () => {
  const verdictOf = (more: Partial<Examination>) =>
    describeDoctor({...input, examination: {...examination, ...more}})
      .split('\n')
      .at(-2)

  test('is blocked by a tool, a toolchain, a registry, git or a disk that is in the way, and by no warning', () => {
    const blocking: Item = {name: 'cargo', state: 'blocking', todo: []}
    const blocked = 'Blocked: what is marked ✗ is in the way of wasmtime 36.0.14 on Rust 1.86.'
    const full = examination.disk.map(mount => ({...mount, freeBytes: 5}))

    expect(verdictOf({})).toBe('Ready for wasmtime 36.0.14 on Rust 1.86.')
    expect(verdictOf({tools: [blocking]})).toBe(blocked)
    expect(verdictOf({toolchains: {items: [blocking], installed: []}})).toBe(blocked)
    expect(verdictOf({registry: [blocking]})).toBe(blocked)
    expect(verdictOf({git: [blocking]})).toBe(blocked)
    expect(verdictOf({disk: full})).toBe(blocked)
    expect(describeDoctor({...input, target: {...target, wasmtime: null}})).toMatch(/Ready for Rust 1\.86\.\n$/)
  })

  test('stands beside what is needed at the very least, where that is not there', () => {
    const full = examination.disk.map(mount => ({...mount, freeBytes: 5}))

    expect(describeDoctor({...input, examination: {...examination, disk: full}})).toContain(
      '  ✗ free            5 B at target; at least 1.0 GiB needed\n',
    )
  })
})

test('many checks of one purpose are cut, and counted', () => {
  const checks = [...Array(9).keys()].flatMap(number =>
    examination.checks.map(check => ({...check, argv: ['make', `${check.purpose}-${number}`] as const})),
  )
  const sorted = checks.toSorted((a, b) => b.purpose.localeCompare(a.purpose))

  const text = describeDoctor({...input, examination: {...examination, checks: sorted}})

  expect(text.match(/make \w+-\d/g)).toHaveLength(10)
  expect(text).toContain('  and 8 more, with doctor --json\n')
})

test('no line is wider than 80 columns, and nothing from a repository reaches the terminal raw', () => {
  const text = fc.string({unit: fc.constantFrom(...'ab /\u001b[31m漢')})

  fc.assert(
    fc.property(text, text, text, (name, have, step) => {
      const items: readonly Item[] = [{name: name.slice(0, 30), state: 'ok', have, todo: [step]}]
      const told = describeDoctor({...input, examination: {...examination, tools: items}})

      expect(told).not.toContain('\u001b')
      expect(Math.max(...told.split('\n').map(line => stringWidth(line)))).toBeLessThanOrEqual(80)
    }),
  )
})

test('the JSON document keeps its promise', () => {
  const document = doctorJson(input)

  expect(doctorDocumentSchema.parse(document)).toEqual(document)
  expect(document).toMatchObject({
    blocked: false,
    tools: [{need: 'shows what the upgrade changed'}, {have: null, state: 'warning'}, {have: null, need: null}],
    disk: {mounts: [{path: '/repo/target', freeBytes: 5 * gibibyte}]},
  })
})
