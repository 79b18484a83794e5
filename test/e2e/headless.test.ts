import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {appendFile, chmod, readFile} from 'node:fs/promises'
import path from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {planDocumentSchema} from '../../src/plan/plan-document.ts'
import {
  expectedSnapshot,
  type FixtureRepository,
  layOutFixture,
  readSnapshot,
  runProgram,
  type Snapshot,
} from '../support/fixture-run.ts'
import {expectTrueReport} from '../support/report-table.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git} from '../support/temporary-repository.ts'

const name = 'photondrift-issue'
const upgrade = ['run', '--yes', '--wasmtime', '36', '--offline']
/** The two steps that only edit files: a session in half a second. */
const edits = [...upgrade, '--only', 'raise-rust', 'raise-family']
const build = [...upgrade, '--only', 'prove-build']

let repository: FixtureRepository
let before: Snapshot
let after: Snapshot
beforeAll(async () => {
  repository = await layOutFixture(name)
  before = await expectedSnapshot(name, 'in')
  after = await expectedSnapshot(name, 'out')
})
beforeEach(() => repository.reset())
afterAll(() => repository.remove())

test('the demo needs no terminal: it upgrades its copy, says where to look, and the copy builds', async () => {
  const folder = temporaryFolder()

  const {code, stdout, stderr} = await runProgram(['demo'], {cwd: folder, env: {TMPDIR: folder}})

  expect({code, stdout}).toEqual({code: 0, stdout: ''})
  const copy = /A throwaway copy: (.*)/.exec(stderr)?.[1] ?? ''
  expect(path.relative(folder, copy)).toMatch(/^upgrade-wizard-demo\/photondrift-issue-\w+\/photondrift-issue$/)
  expect(await filesOf(copy)).toEqual(after)
  expect(await readFile(path.join(copy, '.upgrade-wizard/report.md'), 'utf8')).toContain('36.0.14')
  expect(stderr).toContain(`Or get it all back: upgrade-wizard undo --all --repo ${copy}`)
  execFileSync('cargo', ['check', '--quiet', '--offline', '--features', 'plugins'], {cwd: copy, stdio: 'pipe'})
})

test('a whole upgrade: done, still done, proven again, not done any more when the build breaks', {
  timeout: 300_000,
}, async () => {
  expect(await repository.run('status')).toEqual({
    code: 0,
    stdout: 'No session here. To start one: upgrade-wizard run\n',
    stderr: '',
  })

  const first = await repository.run(...upgrade)
  expect(first).toMatchObject({code: 0, stdout: ''})
  expect(first.stderr).toContain('[10/10] Write the report')
  expect(last(first.stderr, 3)).toEqual([
    expect.stringMatching(/^Done: upgraded to wasmtime 36\.0\.14 on Rust 1\.86(, built with 1\.\d+\.\d+)?$/),
    `Report: ${repository.root}/.upgrade-wizard/report.md`,
    'To get back: upgrade-wizard undo --all',
  ])
  expect(await filesOf(repository.root)).toEqual(after)
  expect(git(repository.root, 'status', '--porcelain', '--untracked-files=all')).not.toContain('.upgrade-wizard')
  await expectTrueReport(repository, name)
  expect(await readFile(path.join(repository.root, '.git/info/exclude'), 'utf8')).toMatch(/^\.upgrade-wizard\/\*$/m)

  // Nobody has to decide anything about what is done: no --yes is needed.
  const again = await repository.run('run')
  expect(again.code).toBe(0)
  expect(last(again.stderr, 3)).toEqual(last(first.stderr, 3))
  expect(again.stderr).not.toContain('$ cargo')

  const fresh = await repository.run(...upgrade, '--fresh')
  expect(fresh.code).toBe(0)
  expect(fresh.stderr.match(/not needed: .*/g)).toEqual([
    'not needed: Every requirement of the family allows 36.0.14',
    'not needed: Cargo.lock holds the family at 36.0.14 and no other',
  ])
  expect(fresh.stderr).toContain('verified: The workspace builds')

  await appendFile(path.join(repository.root, 'src/drift.rs'), 'fn broken(\n')
  const broken = await repository.run(...upgrade, '--fresh', '--skip', 'record-baseline')
  expect(broken.code).toBe(1)
  expect(broken.stderr).toContain('Stopped: “Mend what no longer compiles”')
  // The compiler's markers stand under what they mark.
  expect(broken.stderr).toMatch(/\n {8}\d+ \| fn broken\(\n {11}\| {10}-\^\n/)
  expect(broken.stderr).not.toContain('Done')
})

test('without --yes and a terminal nothing is written, and the answer is named', async () => {
  const {code, stdout, stderr} = await repository.run('run', '--wasmtime', '36', '--offline')

  expect({code, stdout}).toEqual({code: 10, stdout: ''})
  expect(stderr.split('\n')).toEqual([
    'Reading the repository …',
    'Looking at the disks …',
    'Waiting for a decision: Go on and choose a target?',
    'Nothing was written.',
    'To let every step that verifies be accepted: upgrade-wizard run --yes',
    'To decide by hand: upgrade-wizard run, in a terminal; with --screen-reader in numbered lines',
    '',
  ])
  expect(await repository.snapshot()).toEqual(before)
  expect(existsSync(path.join(repository.root, '.upgrade-wizard/state.jsonl'))).toBe(false)
})

test('work that is not committed is named, and stays', async () => {
  await appendFile(path.join(repository.root, 'Makefile'), '# mine\n')

  const {code, stderr} = await repository.run(...edits)

  expect(code).toBe(0)
  expect(stderr).toContain('1 file with uncommitted changes; every file is saved before it changes')
  expect(await readFile(path.join(repository.root, 'Makefile'), 'utf8')).toMatch(
    /RUST_VERSION \?= 1\.86\n(.*\n)*# mine\n$/,
  )
})

describe('a selection', () => {
  test('does exactly what was ticked and says what is missing', async () => {
    const {code, stderr} = await repository.run(...upgrade, '--only', 'raise-family')

    expect(code).toBe(0)
    expect(stderr).toContain('Done in part: 1 of 10 steps to wasmtime 36.0.14 on Rust 1.86')
    expect(await changed()).toEqual(['Cargo.toml'])
    expect((await repository.run('status')).stdout).toContain(
      'Done in part; left out: record-baseline, record-advisories,',
    )
  })

  test('is not mistaken for the whole: another target or plan is refused', async () => {
    await repository.run(...edits)

    const other = await repository.run('run', '--yes', '--wasmtime', '48')

    expect(other.code).toBe(3)
    expect(other.stderr).toContain('It goes to wasmtime 36.0.14 on Rust 1.86; the options ask for something')
    expect(await repository.run('run', '--yes', '--only', 'validate')).toMatchObject({code: 3})
  })

  test('that makes no sense, or that nobody starts, costs no session', async () => {
    await repository.run(...edits)
    const session = await readFile(path.join(repository.root, '.upgrade-wizard/state.jsonl'), 'utf8')

    expect(await repository.run('run', '--yes', '--fresh', '--only', 'survey')).toMatchObject({code: 2})
    expect(await repository.run('run', '--yes', '--fresh', '--wasmtime', '24')).toMatchObject({code: 3})
    expect(await repository.run('run', '--fresh')).toMatchObject({code: 10})

    expect(await readFile(path.join(repository.root, '.upgrade-wizard/state.jsonl'), 'utf8')).toBe(session)
  })
})

describe('a failed step', () => {
  const proof = 'Prove that it builds with wasmtime 36.0.14 on Rust 1.86'
  beforeEach(() => appendFile(path.join(repository.root, 'src/drift.rs'), 'fn broken(\n'))

  test.each([
    {onFailure: 'undo', status: 'undone'},
    {onFailure: 'stop', status: 'failed'},
    {onFailure: 'continue', status: 'accepted'},
  ])('is never done: with --on-failure $onFailure it is $status and the exit code 1', async ({onFailure, status}) => {
    const {code, stderr} = await repository.run(...build, '--on-failure', onFailure)

    expect(code).toBe(1)
    expect(stderr).toContain(onFailure === 'continue' ? `Not done: “${proof}”` : `Stopped: “${proof}”`)
    expect(await statuses()).toEqual({'prove-build': status})
  })
})

describe('the plan', () => {
  test('is a document that keeps its promise, and writes nothing', async () => {
    const {code, stdout, stderr} = await repository.run('plan', '--json', '--diff', '--wasmtime', '36')

    const document = planDocumentSchema.parse(JSON.parse(stdout))
    expect(code).toBe(0)
    // A slow machine tells what is waited for.
    expect(stderr).toMatch(/^(Asking cargo what comes with .*\n)?$/)
    expect(document.target).toMatchObject({wasmtime: '36.0.14', rust: {version: '1.86'}})
    expect(await repository.snapshot()).toEqual(before)
    expect(existsSync(path.join(repository.root, '.upgrade-wizard'))).toBe(false)
  })

  test('is a patch that git applies, to exactly what the upgrade gives', async () => {
    const {stdout} = await repository.run('plan', '--diff', '--wasmtime', '36')

    execFileSync('git', ['apply', '-'], {cwd: repository.root, input: stdout.slice(stdout.indexOf('\n--- a/'))})

    expect(await filesOf(repository.root)).toEqual(after)
  })

  test.each([
    {why: 'through a pipe', args: [], isColoured: false},
    {why: 'when asked to', args: ['--color', 'always'], isColoured: true},
    {why: 'unless asked not to', args: ['--no-color'], isColoured: false},
  ])('has colours $why: $isColoured', async ({args, isColoured}) => {
    const {stdout} = await repository.run(...args, 'plan')

    expect(stdout.includes('\x1b')).toBe(isColoured)
  })
})

test('status tells where a session stands: started, drifted, undone', async () => {
  expect(JSON.parse((await repository.run('status', '--json')).stdout)).toEqual({
    schema: 'upgrade-wizard/status/1',
    session: null,
  })

  await repository.run(...edits)
  await appendFile(path.join(repository.root, 'Makefile'), '# mine\n')
  const {stdout} = await repository.run('status', '--json')
  const document = JSON.parse(stdout)
  expect(document).toMatchObject({
    session: {verdict: 'done', target: {wasmtime: '36.0.14'}},
    phase: null,
    running: null,
    wizard: null,
    driver: 'policy',
  })
  expect(document.steps).toEqual([
    {id: 'raise-rust', status: 'accepted', attempt: 1, decidedBy: 'policy', drifted: ['Makefile']},
    {id: 'raise-family', status: 'accepted', attempt: 1, decidedBy: 'policy', drifted: []},
  ])
  expect((await repository.run('status')).stdout).toContain('Edited by hand since: Makefile\n')

  await repository.run('undo', '--all')
  expect((await repository.run('status')).stdout).toContain(
    'Undone. To apply it again: upgrade-wizard run; to start anew, with --fresh\n',
  )
})

describe('elsewhere', () => {
  test('works from a folder below, and from anywhere with --repo', async () => {
    const below = await runProgram([...edits], {cwd: path.join(repository.root, 'src')})
    const beside = await runProgram(['undo', '--all', '--repo', path.join(repository.root, 'docs')], {cwd: '/'})

    expect([below.code, beside.code]).toEqual([0, 0])
    expect(await repository.snapshot()).toEqual(before)
  })

  test('works without git', async () => {
    const folder = temporaryFolder()
    execFileSync('cp', ['-R', `${repository.root}/.`, folder])
    execFileSync('rm', ['-rf', path.join(folder, '.git'), path.join(folder, 'target')])

    const run = await runProgram(edits, {cwd: folder})
    const undone = await runProgram(['undo', '--all'], {cwd: folder})

    expect([run.code, undone.code]).toEqual([0, 0])
    expect(await filesOf(folder)).toEqual(before)
  })

  test('a reader that stops reading stops nothing', async () => {
    await repository.run(...edits)
    const program = path.resolve(import.meta.dirname, '../../bin/upgrade-wizard.js')

    execFileSync(
      'bash',
      ['-c', 'set -o pipefail; "$0" "$1" undo --all 2>/dev/null | head -n 1', process.execPath, program],
      {
        cwd: repository.root,
        stdio: 'pipe',
      },
    )

    expect(await repository.snapshot()).toEqual(before)
  })
})

test('modes survive the upgrade and its undo', async () => {
  const makefile = path.join(repository.root, 'Makefile')
  await chmod(makefile, 0o750)
  const odd = await repository.snapshot()

  await repository.run(...edits)
  expect((await repository.snapshot()).Makefile).toMatch(/^750 /)
  await repository.run('undo', '--all')

  expect(await repository.snapshot()).toEqual(odd)
})

/** path → mode and content, without the lockfile that cargo makes: the fixture keeps none in git. */
async function filesOf(root: string): Promise<Snapshot> {
  const {'Cargo.lock': _, ...files} = await readSnapshot(root)
  return files
}

async function changed(): Promise<readonly string[]> {
  const now = await repository.snapshot()
  return [...new Set([...Object.keys(now), ...Object.keys(before)])].filter(file => now[file] !== before[file])
}

async function statuses(): Promise<Record<string, string>> {
  const {stdout} = await repository.run('status', '--json')
  const {steps}: {steps: {id: string; status: string}[]} = JSON.parse(stdout)
  return Object.fromEntries(steps.map(({id, status}) => [id, status]))
}

function last(text: string, lines: number): readonly string[] {
  return text.trimEnd().split('\n').slice(-lines)
}
