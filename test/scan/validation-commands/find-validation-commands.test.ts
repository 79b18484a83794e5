import {describe, expect, test} from 'vitest'
import {findValidationCommands} from '../../../src/scan/validation-commands/find-validation-commands.ts'
import type {ValidationCommand} from '../../../src/scan/validation-commands/validation-command.ts'
import {temporaryRepository} from '../../support/temporary-repository.ts'

describe('a Makefile', () => {
  test('proposes the targets that check something, and says what they run', async () => {
    const makefile = [
      '.PHONY: test lint',
      'RUST_VERSION ?= 1.75',
      'SHELL := /bin/bash',
      '',
      'test: build ## Run the tests',
      '\t@echo "testing; cargo publish"',
      '\tcargo test --all-features',
      'lint:',
      '\tcargo clippy -- -D warnings',
      '\tcargo fmt --check',
      'bench:',
      '\t$(LOG) RUSTFLAGS=-g $(CARGO) bench',
      'security-scan:',
      '\t@if [ -f ./scan.sh ]; then \\',
      '\t\t./scan.sh; \\',
      '\telse \\',
      '\t\tcargo audit; \\',
      '\tfi',
      'wasm:',
      '\tcargo build --release --target wasm32-wasip1',
      'container-test:',
      '\t./scripts/container.sh test',
    ]

    expect(await proposals({Makefile: makefile.join('\n')})).toEqual([
      'test: make test (Makefile:5, runs cargo test --all-features)',
      'lint: make lint (Makefile:8, runs cargo clippy -- -D warnings, cargo fmt --check)',
      'bench: make bench (Makefile:11, runs cargo bench)',
      'audit: make security-scan (Makefile:13, runs ./scan.sh, cargo audit)',
      'wasm: make wasm (Makefile:19, runs cargo build --release --target wasm32-wasip1)',
      'container: make container-test (Makefile:21, proposed by its name; runs ./scripts/container.sh test)',
    ])
  })

  test.each([
    ['rewrites sources', 'fmt', 'cargo fmt'],
    ['rewrites sources', 'lint', 'cargo clippy --fix'],
    ['deletes', 'test-clean', 'rm -rf target'],
    ['publishes', 'build', 'cargo build && cargo publish'],
    ['installs', 'check-tools', 'cargo install cargo-audit'],
    ['asks a server', 'test-health', 'curl -f http://localhost:8080'],
    ['moves the working copy', 'test-old', 'git checkout v1 && cargo test'],
    ['stays running', 'run-tests-server', './serve.sh'],
    ['only calls other targets', 'test-all', '$(MAKE) test-unit'],
  ])('proposes no target that %s', async (_, name, command) => {
    expect(await proposals({Makefile: `${name}:\n\t${command}\n`})).toEqual([])
  })
})

test('a justfile proposes its public recipes that need no argument', async () => {
  const justfile = [
    'set shell := ["bash", "-c"]',
    '# Run the tests',
    '@test:',
    '    cargo nextest run',
    'test-one name:',
    '    cargo test {{name}}',
    'bench profile="release":',
    '    cargo bench --profile {{profile}}',
    '_test-hidden:',
    '    cargo test',
    'ci: test bench',
  ]

  expect(await proposals({justfile: justfile.join('\n')})).toEqual([
    'test: just test (justfile:3, runs cargo nextest run)',
    'bench: just bench (justfile:7, runs cargo bench --profile {{profile}})',
  ])
})

test('aliases of cargo are proposed when they check something', async () => {
  const config = [
    '[alias]',
    'full-test = "test --all-features"',
    'quality = ["clippy", "--", "-D", "warnings"]',
    'broken = "audit && deny check"',
    'tidy = "clippy --fix"',
    'xtask = "run --package xtask --"',
  ]

  expect(await proposals({'.cargo/config.toml': config.join('\n')})).toEqual([
    'test: cargo full-test (.cargo/config.toml:2, runs cargo test --all-features)',
    'lint: cargo quality (.cargo/config.toml:3, runs cargo clippy -- -D warnings)',
  ])
})

describe('a workflow', () => {
  const inJob = (...steps: readonly string[]) => ({
    '.github/workflows/ci.yml': ['jobs:', '  checks:', '    steps:', ...steps.map(step => `      ${step}`)].join('\n'),
  })

  test('proposes what its jobs run, with the line of each command', async () => {
    const files = inJob(
      '- run: cargo fmt --all -- --check',
      '- name: Test',
      '  run: |',
      '    set -e',
      '    # cargo test --old',
      '    cargo test --workspace -- --test-threads=4 2>&1',
      "    cargo build --features 'a b' && cargo deny check",
      '- run: cargo bench',
      '  working-directory: ./crates/host/',
    )

    expect(await proposals({...files, 'crates/host/Cargo.toml': ''})).toEqual([
      'test: cargo test --workspace -- --test-threads=4 (.github/workflows/ci.yml:9, job checks runs it)',
      'build: cargo build --features a b (.github/workflows/ci.yml:10, job checks runs it)',
      'lint: cargo fmt --all -- --check (.github/workflows/ci.yml:4, job checks runs it)',
      'bench: cd crates/host; cargo bench (.github/workflows/ci.yml:11, job checks runs it)',
      'audit: cargo deny check (.github/workflows/ci.yml:10, job checks runs it)',
    ])
  })

  test.each([
    ['an expression', `cargo test --target $\{{ matrix.target }}`],
    ['a variable', 'cargo test --features "$FEATURES"'],
    ['a pattern', 'cargo test --package crates/*'],
    ['a file to write', 'cargo audit --json > audit.json'],
    ['a pipe', 'cargo bench | tee output.txt'],
    ['a failure that is passed over', 'cargo audit || true'],
    ['a toolchain of its own', 'cargo +1.75 check'],
    ['another folder', 'cd fuzz && cargo check'],
    ['a continued line', 'cargo test \\'],
    ['a run of the program', 'cargo run -- check'],
  ])('proposes no command with %s', async (_, command) => {
    expect(await proposals(inJob('- run: |', `    ${command}`, '      --more'))).toEqual([])
  })

  test('proposes nothing from a folder that is not there, or outside', async () => {
    const at = (folder: string) => inJob('- run: cargo test', `  working-directory: ${folder}`)

    expect(await proposals(at('gone'))).toEqual([])
    expect(await proposals(at('../other'))).toEqual([])
    expect(await proposals(at(`$\{{ matrix.crate }}`))).toEqual([])
  })

  test('that is broken, nested or a template proposes nothing and stops nobody', async () => {
    const text = 'jobs:\n  a:\n    steps:\n      - run: cargo test\n'

    expect(
      await proposals({
        '.github/workflows/broken.yml': `${text}  - [`,
        '.github/workflows/old.yml.bak': text,
        'templates/.github/workflows/ci.yml': text,
        '.github/workflows/fine.yml': text.replace('test', 'bench'),
      }),
    ).toEqual(['bench: cargo bench (.github/workflows/fine.yml:4, job a runs it)'])
  })
})

test('what runs the same is proposed once, by the name that people use', async () => {
  const files = {
    Makefile: 'test:\n\tcargo test\n',
    justfile: 'test:\n    cargo test\n',
    '.github/workflows/ci.yml': 'jobs: {a: {steps: [{run: cargo test}, {run: make test}, {run: cargo test -q}]}}',
  }

  expect(await proposals(files)).toEqual([
    'test: make test (Makefile:1, runs cargo test)',
    'test: cargo test -q (.github/workflows/ci.yml:1, job a runs it)',
  ])
})

async function proposals(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await findValidationCommands({tree: await temporaryRepository(files)})).map(told)
}

function told({purpose, folder, argv, path, line, why}: ValidationCommand): string {
  return `${purpose}: ${folder === '' ? '' : `cd ${folder}; `}${argv.join(' ')} (${path}:${line}, ${why})`
}
