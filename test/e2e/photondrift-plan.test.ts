import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {afterEach, describe, expect, test} from 'vitest'
import {expectedSnapshot, type FixtureRepository, layOutFixture} from '../support/fixture-run.ts'
import {expectTrueReport} from '../support/report-table.ts'

// The plan of three phases: Rust 1.75 and wasmtime 25 to wasmtime 35 and edition 2024, old and new Rust side by side in CI
// until it is proven, and the ways back that the plan asks for.

const name = 'photondrift-plan'
const wanted = ['--wasmtime', '35', '--edition', '2024', '--matrix', 'both', '--offline']
/** The steps that compile nothing. */
const edits = ['raise-rust', 'move-wasm-target', 'raise-family', 'refresh-lockfile', 'rewrite-code']

let repository: FixtureRepository | undefined
afterEach(() => repository?.remove())

test('goes from in to out, is reported as it happened, and can be undone in part and in full', {
  timeout: 300_000,
}, async () => {
  repository = await layOutFixture(name)

  const {code, stdout, stderr} = await repository.run('run', '--yes', ...wanted)

  expect({code, stdout}, stderr).toEqual({code: 0, stdout: ''})
  expect(stderr).toContain('Done: upgraded to wasmtime 35.0.0 on Rust 1.86')
  expect(stderr).toContain('8 tests passed (8 before), no new failure')
  expect(stderr).toContain('1 new warning: clippy::unnecessary_map_or (1)')
  expect(await kept(repository)).toEqual(await expectedSnapshot(name, 'out'))
  await expectTrueReport(repository, name)

  const refused = await repository.run('undo', '--only', 'rust')
  expect(refused.code).toBe(3)
  expect(refused.stderr).toContain('wasmtime 35.0.0 can’t stay without the new Rust')
  expect(await kept(repository)).toEqual(await expectedSnapshot(name, 'out'))

  expect((await repository.run('undo', '--only', 'wasmtime')).code).toBe(0)
  expect(stated(repository)).toEqual({wasmtime: '25.0', edition: '2021', rust: '1.86', target: 'wasm32-wasip1'})

  expect((await repository.run('undo', '--all')).stderr).toContain('read again: every hash is right')
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
  expect(git(repository, 'status', '--porcelain', '--untracked-files=all')).toBe('')
})

describe('while the upgrade lasts', () => {
  test('CI tries old and new Rust side by side; a later run ends it', async () => {
    repository = await layOutFixture(name)
    const {root} = repository
    const matrix = () => /rust: (\[.*\])/.exec(readFileSync(path.join(root, '.github/workflows/ci.yml'), 'utf8'))?.[1]

    expect((await repository.run('run', '--yes', ...wanted, '--only', ...edits)).code).toBe(0)
    expect(matrix()).toBe('["1.75.0", "1.86.0"]')

    const ended = await repository.run('run', '--yes', '--fresh', ...wanted, '--only', 'drop-old-matrix')
    expect(ended.code, ended.stderr).toBe(0)
    expect(matrix()).toBe('["1.86.0"]')
    const {'.github/workflows/ci.yml': now} = await repository.snapshot()
    expect(now).toBe((await expectedSnapshot(name, 'out'))['.github/workflows/ci.yml'])
  })

  test('the target that Rust renamed, and Rust itself, can be taken back alone as far as the rest allows it', async () => {
    repository = await layOutFixture(name)
    expect((await repository.run('run', '--yes', ...wanted, '--only', ...edits)).code).toBe(0)

    expect((await repository.run('undo', 'move-wasm-target')).code).toBe(0)
    expect(stated(repository)).toEqual({wasmtime: '35.0', edition: '2021', rust: '1.86', target: 'wasm32-wasi'})

    const rust = await repository.run('undo', 'raise-rust')
    expect(rust.stderr).toContain('wasmtime 35.0.0 can’t stay without the new Rust')
    expect(stated(repository)).toEqual({wasmtime: '35.0', edition: '2021', rust: '1.75', target: 'wasm32-wasi'})
  })
})

test('the plan says why Rust 1.81 could not have worked, before anything is written', async () => {
  repository = await layOutFixture(name)

  const {code, stderr} = await repository.run('plan', ...wanted, '--rust', '1.81')

  expect(code).not.toBe(0)
  expect(stderr).toMatch(/wasmtime 35\.0\.0 needs (?:Rust )?1\.86/)
  expect(stderr).toMatch(/edition 2024 needs (?:Rust )?1\.85/)
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
})

/** What the fixture's files state. */
function stated({root}: FixtureRepository) {
  const text = (file: string) => readFileSync(path.join(root, file), 'utf8')
  return {
    wasmtime: /^wasmtime +=.*?"(.*?)"/m.exec(text('Cargo.toml'))?.[1],
    edition: /^edition = "(.*)"/m.exec(text('Cargo.toml'))?.[1],
    rust: /^RUST_VERSION \?= (.*)$/m.exec(text('Makefile'))?.[1],
    target: /^WASM_TARGET \?= (.*)$/m.exec(text('Makefile'))?.[1],
  }
}

/** All but the lockfile, which git ignores here. */
async function kept(fixture: FixtureRepository) {
  const {'Cargo.lock': _, ...files} = await fixture.snapshot()
  return files
}

function git({root}: FixtureRepository, ...args: readonly string[]): string {
  return execFileSync('git', args, {cwd: root, encoding: 'utf8'})
}
