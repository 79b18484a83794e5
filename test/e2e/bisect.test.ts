import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {appendFile, mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, describe, expect, test} from 'vitest'
import {
  commitAll,
  type Ended,
  ended,
  offlineRegistry,
  program,
  readSnapshot,
  runProgram,
  startProgram,
} from '../support/fixture-run.ts'
import {openTerm} from '../support/term.ts'

// A crate whose resource limiter holds an `Rc`: wasmtime 37 wants limiters that can go to another thread, and no rule makes an
// `Arc` of it. Everything below builds.

let repository: string | undefined
afterEach(async () => {
  if (repository !== undefined) await rm(path.dirname(repository), {recursive: true, force: true})
  repository = undefined
})

describe('bisect', {timeout: 600_000}, () => {
  test('finds 36 in the least number of tries, also when it is killed in the middle of one', async () => {
    repository = await layOut()
    await appendFile(path.join(repository, 'src/lib.rs'), 'not committed, and no Rust\n')
    const before = await readSnapshot(repository)

    const moment = /wasmtime 37[\s\S]*Mend what no longer compiles/
    const {code, stderr: first} = await stoppedAt(repository, moment, 'SIGKILL')

    expect(code).toBeNull()
    expect(first).toContain('From wasmtime 25.0.3 up to 48')
    expect(first).toContain('At most 3 tries')
    expect(first).toContain('! 1 file with uncommitted changes: no try has them')
    expect(first).toContain('36 works')
    expect(worktrees(repository)).toHaveLength(2)

    const second = await bisect(repository, '--json')

    expect(second.code, second.stderr).toBe(0)
    expect(triesIn(`${first}${second.stderr}`)).toEqual(['36.0.14', '37.0.3', '37.0.3'])
    expect(second.stderr).toContain('Going on with what was found')
    expect(JSON.parse(second.stdout)).toMatchObject({
      schema: 'upgrade-wizard/bisect/1',
      from: ['25.0.3'],
      to: 48,
      works: {major: 36, version: '36.0.14'},
      breaks: {major: 37, version: '37.0.3'},
      tries: 2,
      open: [],
      commands: ['upgrade-wizard run --wasmtime 36'],
      because: [
        {
          change: 'resource-limiter-send',
          crate: 'wasmtime',
          since: 37,
          effect: 'error',
          places: [{path: 'src/lib.rs', line: 9, column: 26, message: expect.stringContaining('Rc<()>')}],
        },
      ],
      majors: [
        {major: 34, verdict: 'good', by: null},
        {major: 35, verdict: 'good', by: null},
        {major: 36, verdict: 'good', by: 'try'},
        {major: 37, verdict: 'bad', by: 'try'},
        {major: 48, verdict: 'bad', by: null},
      ],
    })
    expect(worktrees(repository)).toEqual([`worktree ${repository}`])
    expect(existsSync(path.join(repository, '.upgrade-wizard/bisect'))).toBe(false)
    expect(await readSnapshot(repository)).toEqual(before)

    const third = await bisect(repository)

    expect(third).toMatchObject({code: 0, stdout: expect.stringContaining('wasmtime 36 works, 37 breaks')})
    expect(third.stdout).toContain('src/lib.rs:9:26')
    expect(third.stdout).toContain('To take 36: upgrade-wizard run --wasmtime 36')
    expect(triesIn(third.stderr)).toEqual([])

    const env = {NODE_ENV: undefined, VITEST: undefined, GIT_CONFIG_GLOBAL: '/dev/null'}
    const argv = [process.execPath, program, 'bisect', '--offline'] as const
    const term = openTerm(argv, {cwd: repository, env, timeoutMs: 60_000})
    await term.waitFor('Upgrade to wasmtime 36 now?')
    term.write('yes\r')
    await term.waitFor('What this repository states')
    await term.waitFor('Enter go on')
    term.write('q')
    expect((await term.exited).code).toBe(10)
  })

  test('needs no try for what is known beforehand, and believes no file that nobody here has written', async () => {
    repository = await layOut()

    const told = await bisect(repository, '--dry-run', '--good', '35', '--bad', '48', '--skip', '37')

    expect(told).toMatchObject({code: 0, stderr: expect.stringContaining('One try')})
    expect(told.stdout.split('\n').map(row => row.trim())).toEqual([
      '34  34.0.2   works    taken from 35',
      '35  35.0.0   works    as you said',
      '36  36.0.14  open',
      '37  37.0.3   skipped  as you said',
      '48  48.0.0   breaks   as you said',
      '',
    ])

    const head = execFileSync('git', ['rev-parse', 'HEAD'], {cwd: repository, encoding: 'utf8'}).trim()
    await writeFile(path.join(repository, '.upgrade-wizard/bisect.json'), foreign(head))
    const found = await bisect(repository, '--good', '36', '--bad', '37')

    expect(found).toMatchObject({code: 0, stdout: expect.stringContaining('wasmtime 36 works, 37 breaks')})
    expect(found.stderr).toContain('this one starts anew')
    expect(worktrees(repository)).toEqual([`worktree ${repository}`])
  })

  test('says which step of the major that breaks does so, by one more try with a proof after each', async () => {
    repository = await layOut()
    await writeFile(path.join(repository, 'Cargo.toml'), manifest.replace('edition', 'rust-version = "1.80"\nedition'))
    await commitAll(repository)
    const known = ['--good', '36', '--bad', '37', '--until', 'build']

    const {code, stdout, stderr} = await bisect(repository, '--steps', ...known)

    expect(code, stderr).toBe(0)
    expect(stderr).toContain('wasmtime 37.0.3, step by step')
    expect(stdout).toContain('37, step by step, breaks with: Raise wasmtime and its family to 37.0.3')
    expect(stdout).toMatch(/Raise Rust to 1\.87 .* passes\n/)
    expect(stdout).toContain('src/lib.rs:9:26')
    expect(worktrees(repository)).toEqual([`worktree ${repository}`])

    const again = await bisect(repository, '--steps', '--json', '--until', 'build')

    expect(again.stderr).not.toContain('step by step')
    expect(JSON.parse(again.stdout)).toMatchObject({
      breakingStep: 'refresh-lockfile',
      steps: [
        {step: 'raise-rust', passes: true},
        {step: 'refresh-lockfile', passes: false},
        {step: 'rewrite-code'},
        {step: 'mend-code'},
      ],
    })
  })

  test('works for a package below git’s root, and git never sees what it makes', async () => {
    repository = await layOut('services')

    const told = await bisect(path.join(repository, 'services'), '--dry-run', '--json', '--wasmtime', '36')

    expect(told.code, told.stderr).toBe(0)
    expect(JSON.parse(told.stdout)).toMatchObject({from: ['25.0.3'], to: 36, open: [34, 35, 36], mostTriesLeft: 2})
    expect(execFileSync('git', ['status', '--porcelain'], {cwd: repository, encoding: 'utf8'})).toBe('')
    expect(worktrees(repository)).toEqual([`worktree ${repository}`])
  })

  test('leaves on a signal: what runs is ended, the worktree goes, and what was found stays', async () => {
    repository = await layOut()

    const {code, stderr} = await stoppedAt(repository, /Measuring the workspace/, 'SIGTERM')

    expect(code, stderr).toBe(143)
    expect(stderr).toContain('the same command goes on')
    expect(worktrees(repository)).toEqual([`worktree ${repository}`])
    expect(existsSync(path.join(repository, '.upgrade-wizard/bisect/tree'))).toBe(false)
    expect(existsSync(path.join(repository, '.upgrade-wizard/bisect.json'))).toBe(true)

    expect(await bisect(repository, '--reset')).toMatchObject({code: 0})
    expect(existsSync(path.join(repository, '.upgrade-wizard/bisect.json'))).toBe(false)
    expect(existsSync(path.join(repository, '.upgrade-wizard/bisect'))).toBe(false)
  })

  test('refuses what makes no sense and a repository without a commit, and says so when nothing works', async () => {
    repository = await layOut()

    expect(await bisect(repository, '--good', '30')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The majors are 34, 35, 36, 37, 48.'),
    })
    expect(await bisect(repository, '--good', '37', '--bad', '35')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('35 fails, and 37 above it passes.'),
    })
    expect(await bisect(repository, '--bad', '34')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Nothing newer than wasmtime 25.0.3 works, 34 breaks'),
    })
    await rm(path.join(repository, '.git'), {recursive: true})
    expect(await bisect(repository)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('There is no commit to try from'),
    })
  })
})

function bisect(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return runProgram(['bisect', '--offline', ...args], {cwd})
}

/** Starts it and sends it a signal, once, as soon as it has said this. */
async function stoppedAt(cwd: string, moment: RegExp, signal: NodeJS.Signals): Promise<Ended> {
  const child = startProgram(['bisect', '--offline'], {cwd})
  let said = ''
  const listen = (chunk: Buffer | string) => {
    said += chunk.toString()
    if (!moment.test(said)) return
    child.stderr?.off('data', listen)
    child.kill(signal)
  }
  child.stderr?.on('data', listen)
  return ended(child)
}

function triesIn(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^wasmtime (\S+) \(/gm)].map(([, version = '']) => version)
}

function worktrees(cwd: string): readonly string[] {
  const listed = execFileSync('git', ['worktree', 'list', '--porcelain'], {cwd, encoding: 'utf8'})
  return listed.split('\n').filter(line => line.startsWith('worktree '))
}

/** The crate as a repository, or in a folder of one, with cargo pointed at the offline registry from above. */
async function layOut(inside = ''): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'uw-bisect-')))
  const root = path.join(folder, 'limited')
  const crate = path.join(root, inside)
  for (const one of ['src', 'tests']) await mkdir(path.join(crate, one), {recursive: true})
  await mkdir(path.join(folder, '.cargo'))
  await writeFile(path.join(folder, '.cargo/config.toml'), offlineRegistry)
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(crate, file), text)
  execFileSync('cargo', ['generate-lockfile', '--offline'], {cwd: crate, stdio: 'ignore'})
  await commitAll(root)
  return root
}

const manifest = `[package]
name = "limited"
version = "0.1.0"
edition = "2021"

[dependencies]
wasmtime = "25.0"
`
const files = {
  '.gitignore': '/target\n',
  'Cargo.toml': manifest,
  'src/lib.rs': `use std::rc::Rc;
use wasmtime::{Engine, Module, ResourceLimiter, Store};

pub struct Limits {
    pub most: usize,
    pub owner: Rc<()>,
}

impl ResourceLimiter for Limits {
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(desired <= self.most)
    }

    fn table_growing(&mut self, _: u32, _: u32, _: Option<u32>) -> wasmtime::Result<bool> {
        Ok(true)
    }
}

pub fn compile(text: &str) -> wasmtime::Result<Module> {
    Module::new(&Engine::default(), text)
}

pub fn store() -> Store<Limits> {
    let mut store = Store::new(&Engine::default(), Limits { most: 1 << 20, owner: Rc::new(()) });
    store.limiter(|limits| limits);
    store
}
`,
  'tests/limits.rs': `#[test]
fn an_empty_module_compiles() {
    assert!(limited::compile("(module)").is_ok());
}

#[test]
fn a_store_has_its_limits() {
    assert_eq!(limited::store().data().most, 1 << 20);
}
`,
}

/** What a folder may bring along: it says that the newest works. */
function foreign(head: string): string {
  const candidates = [34, 35, 36, 37, 48].map(major => ({major, version: `${major}.0.0`}))
  const findings = [{major: 48, verdict: 'good', by: 'try', why: 'Everything passes'}]
  return JSON.stringify({
    schema: 'upgrade-wizard/bisection/1',
    id: 'from-afar',
    tool: '0.0.0',
    startedAt: '2026-01-01T00:00:00.000Z',
    head,
    to: 48,
    reach: 'tests',
    from: ['25.0.3'],
    candidates,
    findings,
  })
}
