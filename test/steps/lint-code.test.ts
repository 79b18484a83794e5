import {describe, expect, test} from 'vitest'
import {countLints, moreLints} from '../../src/measure/count-lints.ts'
import {findLintChecks} from '../../src/scan/lint-checks.ts'
import {lintCode} from '../../src/steps/lint-code.ts'
import {recordBaseline} from '../../src/steps/record-baseline.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const missing = {outcome: {kind: 'exited', code: 101}, err: 'error: no such command: `clippy`\n'} as const

describe('what clippy finds', () => {
  test('is counted by lint, the most frequent first, and once for all targets that share it', () => {
    const once = warning('clippy::needless_return', 'src/lib.rs:3')
    const output = [once, once, warning('dead_code', 'src/a.rs:9'), warning('dead_code', 'src/a.rs:12')].join('\n')

    expect(countLints(output)).toEqual([
      {lint: 'dead_code', count: 2, place: 'src/a.rs:9'},
      {lint: 'clippy::needless_return', count: 1, place: 'src/lib.rs:3'},
    ])
  })

  test('leaves out errors of the compiler, lines of anybody else, and messages in another shape', () => {
    const odd = '{"reason":"compiler-message","message":{"level":"warning","code":7,"spans":[]}}'

    expect(
      countLints([warning('E0308', 'src/lib.rs:1'), 'Compiling', odd, '{"reason":"compiler-message"'].join('\n')),
    ).toEqual([])
  })

  test('is more than before by the difference alone', () => {
    const after = countLints([warning('a', 'x.rs:1'), warning('a', 'x.rs:2'), warning('toString', 'x.rs:3')].join('\n'))

    expect(moreLints({a: 1}, after).map(({lint, more}) => [lint, more])).toEqual([
      ['a', 1],
      ['toString', 1],
    ])
    expect(moreLints({a: 2, toString: 1} as Record<string, number>, after)).toEqual([])
  })
})

test('the places where a repository runs clippy, and whether a warning fails them', async () => {
  const tree = await temporaryRepository({
    Makefile: 'lint:\n\tcargo clippy --all-targets -- -D warnings\n\t@echo cargo clippy\n',
    '.github/workflows/ci.yml':
      'env:\n  RUSTFLAGS: "-Dwarnings"\njobs:\n  a:\n    steps:\n      - name: cargo clippy\n      - run: cargo +stable clippy\n',
    'lint.sh': '#!/bin/sh\n# cargo clippy -- -D warnings\ncargo clippy\n',
    '.cargo/config.toml': '[alias]\nlint = "clippy --workspace"\n',
    'README.md': 'Run `cargo clippy`.\n',
  })

  expect(await findLintChecks({tree})).toEqual([
    {path: '.cargo/config.toml', line: 2, isStrict: false},
    {path: '.github/workflows/ci.yml', line: 7, isStrict: true},
    {path: 'Makefile', line: 2, isStrict: true},
    {path: 'lint.sh', line: 3, isStrict: false},
  ])
})

test('new lints are told and stop nothing', async () => {
  const found = [warning('clippy::io_other_error', 'src/a.rs:3'), warning('dead_code', 'src/a.rs:9')]

  expect(await linted({found, before: {dead_code: 1}, check: 'cargo clippy'})).toEqual({
    kind: 'ok',
    summary: '1 new warning: clippy::io_other_error (1)',
    data: {lints: {'clippy::io_other_error': 1, dead_code: 1}},
  })
  expect(
    await linted({found, before: {dead_code: 1, 'clippy::io_other_error': 4}, check: 'cargo clippy'}),
  ).toMatchObject({kind: 'ok', summary: 'No new lint; clippy finds 2 places'})
  expect(await linted({found: [], check: 'cargo clippy'})).toMatchObject({
    summary: 'clippy finds nothing; not compared with before',
  })
})

test('new lints fail the step where a check of the repository lets no warning pass', async () => {
  const found = [warning('clippy::io_other_error', 'src/a.rs:3')]

  expect(await linted({found, before: {}, check: 'cargo clippy -- -D warnings'})).toMatchObject({
    kind: 'failed',
    problem: {
      code: 'lints-newly-denied',
      title: '1 lint would fail Makefile:2, which lets no warning pass',
      detail: 'clippy::io_other_error: 1 more, the first at src/a.rs:3',
    },
  })
  expect(
    await linted({found, before: {'clippy::io_other_error': 1}, check: 'cargo clippy -- -D warnings'}),
  ).toMatchObject({kind: 'ok'})
})

test('a clippy that isn’t there, or code that doesn’t compile, is told and stops nothing', async () => {
  expect(await linted({found: [], before: {}, check: 'cargo clippy', ...missing})).toEqual({
    kind: 'ok',
    summary: 'clippy could not be run: error: no such command: `clippy`',
  })
})

test('a toolchain without clippy is told with the command that adds it', async () => {
  // Word for word from rustup 1.29.
  const err = [
    "error: 'cargo-clippy' is not installed for the toolchain '1.85.0-x86_64-unknown-linux-gnu'.",
    'help: run `rustup component add --toolchain 1.85.0-x86_64-unknown-linux-gnu clippy` to install it',
    '',
  ].join('\n')

  expect(
    await linted({found: [], before: {}, check: 'cargo clippy', outcome: {kind: 'exited', code: 1}, err}),
  ).toMatchObject({
    kind: 'ok',
    summary: expect.stringMatching(
      /is not installed .* To add it: rustup component add --toolchain 1\.85\.0-x86_64-unknown-linux-gnu clippy$/,
    ),
  })
})

test('the baseline has what clippy finds today, where the repository runs it and it is there', async () => {
  const baseline = async (run: Omit<ScriptedRun, 'command'>) => {
    const {tree, deps, clippy} = await repository('cargo clippy')
    const other = (...args: readonly string[]) => ({command: cargoCommand(deps, ...args)})
    const keepGoing = ['--keep-going', '--message-format=json-diagnostic-rendered-ansi']
    const ctx = scriptedStepContext(tree, [
      other('check', '--workspace', '--all-targets', ...keepGoing),
      other('build', '--workspace', '--tests', '--profile', 'test', ...keepGoing),
      {command: {argv: ['rustc', '--print', 'sysroot'], cwd: tree.root, env: {RUSTUP_TOOLCHAIN: '1.95.0'}}},
      other('test', '--workspace', '--doc', '--no-fail-fast'),
      {command: clippy, ...run},
    ])
    const outcome = await recordBaseline(deps).apply?.(ctx)
    ctx.expectEnd()
    return outcome?.data
  }

  expect(await baseline({out: warning('dead_code', 'src/lib.rs:1')})).toMatchObject({lints: {dead_code: 1}})
  expect(await baseline(missing)).not.toHaveProperty('lints')
})

function warning(lint: string, place: string): string {
  const [file_name, line] = place.split(':')
  const span = {file_name, line_start: Number(line), column_start: 1, is_primary: true}
  return JSON.stringify({
    reason: 'compiler-message',
    message: {level: 'warning', message: '', code: {code: lint}, spans: [span]},
  })
}

async function repository(check: string) {
  const tree = await temporaryRepository({
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\n',
    Makefile: `lint:\n\t${check}\n`,
  })
  const deps = stepDeps(tree)
  const flags = ['--workspace', '--all-targets', '--keep-going', '--message-format=json']
  return {tree, deps, clippy: cargoCommand(deps, 'clippy', ...flags)}
}

/** How the step goes when clippy finds this, in a repository with this check. */
async function linted(
  given: {found: readonly string[]; before?: Record<string, number>; check: string} & Omit<
    ScriptedRun,
    'command' | 'out'
  >,
) {
  const {found, before, check, ...run} = given
  const {tree, deps, clippy} = await repository(check)
  const results = before === undefined ? {} : {'record-baseline': {locked: {}, lints: before}}
  const ctx = scriptedStepContext(tree, [{command: clippy, out: found.join('\n'), ...run}], {results})
  return lintCode(deps).apply?.(ctx)
}
