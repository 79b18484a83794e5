import {describe, expect, test} from 'vitest'
import {asOwnCommands} from '../../../src/scan/validation-commands/as-own-commands.ts'
import {findChecks} from '../../../src/scan/validation-commands/find-validation-commands.ts'
import type {ValidationCommand} from '../../../src/scan/validation-commands/validation-command.ts'
import {temporaryRepository} from '../../support/temporary-repository.ts'

const command = (line: string, ...runs: readonly string[]): ValidationCommand => {
  const [program = '', ...rest] = line.split(' ')
  const known = {folder: '', purpose: 'test', path: 'Makefile', line: 3, why: 'runs it'} as const
  return {...known, argv: [program, ...rest], runs: (runs.length === 0 ? [line] : runs).map(words => words.split(' '))}
}

describe('a found command', () => {
  test('runs before and after, under a name that says what is run, in its folder', () => {
    expect(asOwnCommands([{...command('cargo test -p host', 'cargo test -p host'), folder: 'crates'}])).toEqual([
      {
        name: 'cargo-test-p-host',
        run: ['cargo', 'test', '-p', 'host'],
        cwd: 'crates',
        when: 'both',
        timeout: 1800,
        found: {path: 'Makefile', line: 3, why: 'runs it', needsEngine: false},
      },
    ])
  })

  test('has a name of its own, whoever has taken what', () => {
    const long = `cargo test ${'--features x '.repeat(9)}`.trim()
    const names = asOwnCommands([command('make ci'), command(long), command(`${long} -q`)], ['make-ci'])

    expect(names.map(({name}) => name)).toEqual([
      'make-ci-2',
      'cargo-test-features-x-features-x-feature',
      'cargo-test-features-x-features-x-featu-2',
    ])
  })

  test('that can’t be shown as it runs is left out, and so is one outside', () => {
    const hidden = command('make \u202etset')
    expect(asOwnCommands([hidden, {...command('make test'), folder: '../other'}])).toEqual([])
  })

  test.each([
    [command('make image', 'docker build .'), true],
    [command('make up', '/usr/bin/podman ps', 'echo'), true],
    [{...command('make image', './image.sh'), purpose: 'container'} as const, true],
    [command('make test', 'cargo test', './docker.sh'), false],
  ])('needs an engine for containers where it calls one: %#', (given, needsEngine) => {
    expect(asOwnCommands([given]).map(({found}) => found.needsEngine)).toEqual([needsEngine])
  })
})

describe('what the wizard does itself is said of a command that shows no more', () => {
  test.each([
    [['cargo test'], 'runs the tests'],
    [['cargo test --workspace -- --nocapture'], 'runs the tests'],
    [['cargo build --features a,b -p host'], 'builds it'],
    [['cargo check --all-features', 'cargo test'], 'builds it itself; the wizard runs the tests'],
    [['cargo clippy --all-targets -- -D warnings'], 'compares the lints'],
    [['cargo audit'], 'compares the advisories'],
  ])('%j', (runs, says) => {
    expect(asOwnCommands([command('make it', ...runs)])[0]?.found.covered).toContain(says)
  })

  test.each([
    [['cargo test --all-features']],
    [['cargo test --release']],
    [['cargo build --target wasm32-wasip2']],
    [['cargo test', './more.sh']],
    [['cargo clippy', 'cargo fmt --check']],
    [['cargo deny check']],
    [['cargo test --manifest-path fuzz/Cargo.toml']],
  ])('and not of one that shows more: %j', runs => {
    expect(asOwnCommands([command('make it', ...runs)])[0]?.found.covered).toBeUndefined()
  })
})

test('checks of a workflow that can’t be run here are named, with the reason', async () => {
  const script = [
    'cargo audit || true',
    'cd fuzz && cargo check',
    'cargo +1.75 check',
    'cargo build --target wasm32-wasi',
    'cargo test \\',
    '  --all',
    'cargo publish || true',
  ]
  const expression = `cargo build --target $\{{ matrix.target }}`
  const files = {
    '.github/workflows/ci.yml': [
      'jobs:',
      '  checks:',
      '    steps:',
      `      - run: ${expression}`,
      '      - run: cargo bench',
      '        env: {A: b}',
      '      - run: |',
      ...script.map(line => `          ${line}`),
    ].join('\n'),
  }

  const {commands, unrun} = await findChecks({tree: await temporaryRepository(files)})
  expect(commands).toEqual([])
  expect(unrun.map(({line, text, why}) => `${line} ${text}: ${why}`)).toEqual([
    `4 ${expression}: the workflow fills in a part of it`,
    '5 cargo bench: its step sets variables or a folder of its own',
    '8 cargo audit || true: it needs a shell',
    '9 cd fuzz && cargo check: it needs a shell',
    '10 cargo +1.75 check: it wants a Rust of its own',
    '11 cargo build --target wasm32-wasi: the upgrade itself changes its target',
    '12 cargo test \\: it goes on over several lines',
  ])
})
