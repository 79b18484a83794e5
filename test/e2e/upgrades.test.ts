import {execFileSync} from 'node:child_process'
import {afterEach, describe, expect, test} from 'vitest'
import {expectedSnapshot, type FixtureRepository, layOutFixture, type Snapshot} from '../support/fixture-run.ts'
import {expectTrueReport} from '../support/report-table.ts'

// Whole upgrades of the repositories that were made after real ones: every byte of what comes out is known beforehand, the
// lockfiles' too, and everything can be taken back.

const cases = [
  {name: 'plugins-checklist', wasmtime: '35', reached: 'wasmtime 35.0.0 on Rust 1.86', passed: 8},
  {name: 'memory-mcp-lts', wasmtime: '36', reached: 'wasmtime 36.0.14 on Rust 1.86', passed: 7},
  {name: 'riptide-report', wasmtime: '37', reached: 'wasmtime 37.0.3 on Rust 1.87', passed: 8},
]

let repository: FixtureRepository | undefined
afterEach(() => repository?.remove())

describe.each(cases)('$name', {timeout: 300_000}, ({name, wasmtime, reached, passed}) => {
  const wanted = ['--wasmtime', wasmtime, '--offline']

  test('goes from in to out, builds and passes its tests; then nothing is left to do, and all of it can be undone', async () => {
    repository = await layOutFixture(name)

    const {code, stdout, stderr} = await repository.run('run', '--yes', ...wanted)

    expect({code, stdout}, stderr).toEqual({code: 0, stdout: ''})
    expect(stderr).toContain(`${passed} tests passed (${passed} before), no new failure`)
    expect(stderr).toContain(`Done: upgraded to ${reached}`)
    expect(await keptIn(repository)).toEqual(await expectedSnapshot(name, 'out'))
    await expectTrueReport(repository, name)

    expect(patchIn((await repository.run('plan', '--diff', ...wanted)).stdout)).toEqual([])

    const undone = await repository.run('undo', '--all')
    expect(undone).toMatchObject({code: 0, stderr: expect.stringContaining('read again: every hash is right')})
    expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
    expect(git(repository, 'status', '--porcelain', '--untracked-files=all')).toBe('')
  })

  test('is a plan whose patch gives the same code, before anything is written', async () => {
    repository = await layOutFixture(name)

    const {code, stdout} = await repository.run('plan', '--diff', ...wanted)

    expect(code).toBe(0)
    execFileSync('git', ['apply', '-'], {cwd: repository.root, input: stdout.slice(stdout.indexOf('\n--- a/'))})
    expect(withoutLockfiles(await repository.snapshot())).toEqual(withoutLockfiles(await expectedSnapshot(name, 'out')))
  })
})

/** All but what git ignores: a repository that keeps no lockfile gets one from cargo. */
async function keptIn(repository: FixtureRepository): Promise<Snapshot> {
  const files = Object.entries(await repository.snapshot())
  const ignored = git(repository, 'ls-files', '--others', '--ignored', '--exclude-standard').split('\n')
  return Object.fromEntries(files.filter(([file]) => !ignored.includes(file)))
}

function withoutLockfiles(files: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(files).filter(([file]) => !file.endsWith('Cargo.lock')))
}

/** The files that a patch in this text is about. */
function patchIn(text: string): readonly string[] {
  return [...text.matchAll(/^--- a\/(.*)$/gm)].map(([, file = '']) => file)
}

function git({root}: FixtureRepository, ...args: readonly string[]): string {
  return execFileSync('git', args, {cwd: root, encoding: 'utf8'})
}
