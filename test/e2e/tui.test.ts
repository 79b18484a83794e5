import {appendFile, mkdir, readFile, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {execa} from 'execa'
import {expect, test} from 'vitest'
import {expectedSnapshot, fixtureForAll, type Snapshot} from '../support/fixture-run.ts'
import {openTerm, type Term, type TermOptions} from '../support/term.ts'
import {
  answer,
  carryOut,
  expectRestored,
  keys,
  mark,
  openWizard,
  program,
  question,
  startPlan,
  steps,
  stuckCargo,
} from './tui-drive.ts'

const name = 'photondrift-issue'
const repository = fixtureForAll(name)

function wizard(args?: readonly string[], options?: TermOptions): Term {
  return openWizard(repository.root, args, {timeoutMs: 30_000, ...options})
}

/** The fixture's files; the lockfile is cargo's and in neither side. */
async function tree(): Promise<Snapshot> {
  const {'Cargo.lock': _, ...files} = await repository.snapshot()
  return files
}

function git(...args: readonly string[]): Promise<string> {
  return execa('git', args, {cwd: repository.root}).then(({stdout}) => stdout)
}

test('the whole way at 80×24, with a note, a retry and a roll back, ends at out/', async () => {
  const term = wizard()
  const [baseline, advisories, rust, ...rest] = steps
  await answer(term, 'Go on and choose a target?', 'c')
  await question(term, 'Which wasmtime?')
  expect(term.text()).toContain('▸ 48.0.0')
  term.write(keys.down)
  await term.waitFor('▸ 36.0.14')
  term.write('c')
  await answer(term, 'Start with this plan?', 's')
  await carryOut(term, [baseline, advisories])
  await answer(term, `Apply “${rust}`, keys.enter)
  await answer(term, `Accept “${rust}`, 'n')
  await term.waitFor('Note:')
  term.write('workflows are next')
  await term.waitFor('Note: workflows are next')
  term.write(keys.enter)
  await term.waitFor('Note: workflows are next (you)')
  await answer(term, `Accept “${rust}`, 'r')
  await term.waitFor('try 2')
  await answer(term, `Accept “${rust}`, 'b')
  await question(term, `Apply “${rust}`)
  expect(term.text()).toMatch(/Rolled back: \d files put back and read again/)
  expect(await tree()).toEqual(await expectedSnapshot(name, 'in'))
  await carryOut(term, [rust, ...rest])
  await answer(term, 'The upgrade is done', 'q')

  expect(await term.exited).toEqual({code: 0, signal: 0})
  expectRestored(term)
  expect(term.text()).toContain('Done: upgraded to wasmtime 36.0.14 on Rust 1.86')
  expect(term.text()).toContain('upgrade-wizard undo --all')
  expect(await tree()).toEqual(await expectedSnapshot(name, 'out'))
})

test('the whole way at 120×40 starts at the version that was asked for and takes every resize', async () => {
  const term = wizard(['--wasmtime', '36'], {columns: 120, rows: 40})
  await answer(term, 'Go on and choose a target?', keys.enter)
  await question(term, 'Which wasmtime?')
  expect(term.text()).toContain('▸ 36.0.14')
  term.write(keys.enter)
  await answer(term, 'Start with this plan?', keys.enter)
  await answer(term, `Apply “${steps[0]}`, keys.enter)
  term.resize(59, 14)
  await term.waitFor('60×15 is the least')
  term.resize(60, 15)
  await term.waitFor(() => term.text().startsWith(' upgrade-wizard'))
  term.resize(120, 40)
  await answer(term, `Accept “${steps[0]}`, keys.enter)
  await carryOut(term, steps.slice(1))
  await answer(term, 'The upgrade is done', keys.enter)

  expect(await term.exited).toEqual({code: 0, signal: 0})
  expectRestored(term)
  expect(await tree()).toEqual(await expectedSnapshot(name, 'out'))
})

test('a step that is ticked off in the plan is left out, and the report says what is not proven', async () => {
  const term = wizard(['--wasmtime', '36'])
  await answer(term, 'Go on and choose a target?', 'c')
  await answer(term, 'Which wasmtime?', 'c')
  await question(term, 'Start with this plan?')
  term.write(keys.down.repeat(7))
  await term.waitFor('▸ ✓ Prove that every test')
  term.write(' ')
  await term.waitFor('! 1 step left out: the tests are not proven')
  expect(term.text()).toMatch(/▸ · Prove that every test .* left out/)
  term.write('s')
  await carryOut(term, [...steps.slice(0, 7), ...steps.slice(8)])
  await question(term, 'The upgrade is done')
  term.write(keys.pageDown)
  await term.waitFor('[ ] must: No test fails or is missing that passed before')
  term.write('q')

  expect(await term.exited).toEqual({code: 0, signal: 0})
  expectRestored(term)
  expect(term.text()).toContain('Done in part: 9 of 10 steps to wasmtime 36.0.14 on Rust 1.86')
  expect(term.text()).toContain('Left out: prove-tests')
  const report = await readFile(path.join(repository.root, '.upgrade-wizard/report.md'), 'utf8')
  expect(report).toContain('- [ ] Left out of the plan: prove-tests (the tests are not proven).')
})

test('q in the middle of a command takes the step back, and the next start goes on', async () => {
  const term = wizard(['--wasmtime', '36'], {env: await stuckCargo(repository)})
  await startPlan(term)
  await answer(term, `Apply “${steps[0]}`, 'a')
  await term.waitFor(/pid \d+/)
  term.write('q')
  await term.waitFor('Quit now?')
  term.write('y')

  expect(await term.exited).toEqual({code: 10, signal: 0})
  expectRestored(term)
  expect(term.text()).toContain('To go on: upgrade-wizard run')
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))

  const next = wizard()
  await question(next, 'Go on with this upgrade?')
  expect(next.text()).toMatch(/Record what builds .* waiting/)
  next.write('c')
  await answer(next, `Accept “${steps[0]}`, 'a')
  await carryOut(next, steps.slice(1))
  await answer(next, 'The upgrade is done', 'q')

  expect((await next.exited).code).toBe(0)
  expect(await tree()).toEqual(await expectedSnapshot(name, 'out'))
})

test.each([
  ['Ctrl-C twice', 10, (term: Term) => term.write(keys.ctrlC)],
  ['SIGTERM', 143, (term: Term) => term.signal('SIGTERM')],
] as const)('%s in the middle of a command ends it and takes the step back', async (how, code, end) => {
  const term = wizard(['--wasmtime', '36'], {env: await stuckCargo(repository)})
  await startPlan(term)
  await answer(term, `Apply “${steps[0]}`, 'a')
  await term.waitFor(/pid \d+/)
  const pid = Number(/pid (\d+)/.exec(term.text())?.[1])
  end(term)
  if (how !== 'SIGTERM') {
    await term.waitFor('Ctrl-C again quits')
    end(term)
  }

  expect((await term.exited).code).toBe(code)
  expectRestored(term)
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
})

test('killed in the middle of a command: the next start says so, and undoing everything ends at in/', async () => {
  const term = wizard(['--wasmtime', '36', '--skip', 'record-baseline', 'record-advisories'], {
    env: await stuckCargo(repository),
  })
  await startPlan(term)
  await carryOut(term, [steps[2], steps[3]])
  await answer(term, `Apply “${steps[4]}`, 'a')
  await term.waitFor(/pid \d+/)
  term.signal('SIGKILL')
  await term.exited

  const next = wizard()
  await question(next, 'Go on with this upgrade?')
  next.write('c')
  await next.waitFor('Still running from before: cargo generate-lockfile')
  next.write(keys.ctrlC)
  await question(next, `Apply “${steps[4]}`)
  next.write('q')
  expect((await next.exited).code).toBe(1)

  const last = wizard()
  await answer(last, 'Go on with this upgrade?', 'u')
  await question(last, 'What is to be undone?')
  await mark(last, 'Everything')
  last.write('u')
  await last.waitFor('type undo to confirm')
  last.write('undo')
  await last.waitFor('to confirm: undo')
  last.write(keys.enter)

  expect((await last.exited).code).toBe(0)
  expectRestored(last)
  expect(last.text()).toContain('What the steps wrote is taken back, proven by hash.')
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
})

test.each([
  ['m', 'commit', '', 'Save work before the upgrade', ''],
  ['s', 'stash', '', 'before', 'Work before the upgrade'],
  ['c', 'go on', ' M src/lib.rs', 'before', ''],
])('uncommitted changes: %s means %s', async (key, _, status, log, stash) => {
  await appendFile(path.join(repository.root, 'src/lib.rs'), '// work in progress\n')
  for (const [setting, value] of [
    ['user.name', 'Tester'],
    ['user.email', 'tester@localhost'],
  ] as const)
    await git('config', setting, value)
  const term = wizard()
  await answer(term, '1 file with uncommitted changes. Go on?', key)
  await answer(term, 'Which wasmtime?', 'q')

  await term.exited
  expect(await git('status', '--porcelain')).toBe(status)
  expect(await git('log', '-1', '--format=%s')).toBe(log)
  expect(await git('stash', 'list', '--format=%gs')).toMatch(stash)
})

test('a second wizard says who is at work and leaves the first alone', async () => {
  const first = wizard()
  await question(first, 'Go on and choose a target?')
  const second = wizard()

  expect(await second.exited).toEqual({code: 3, signal: 0})
  expectRestored(second)
  expect(second.text()).toContain('Another wizard is at work in this repository')
  expect(second.text()).toContain(`Process ${first.pid}`)
  first.write('q')
  expect((await first.exited).code).toBe(10)
})

test('a state file that can’t be read is a problem on the normal screen', async () => {
  await mkdir(path.join(repository.root, '.upgrade-wizard'))
  await writeFile(path.join(repository.root, '.upgrade-wizard/state.jsonl'), 'not a state file\n')
  const term = wizard()

  expect(await term.exited).toEqual({code: 3, signal: 0})
  expectRestored(term)
  expect(term.text()).toContain('.upgrade-wizard/state.jsonl')
})

test('a version that does not exist is a usage error on the normal screen', async () => {
  const term = wizard(['--wasmtime', '999'])
  await answer(term, 'Go on and choose a target?', 'c')

  expect(await term.exited).toEqual({code: 2, signal: 0})
  expectRestored(term)
  expect(term.text()).toContain('999')
})

test.each([
  ['input', '</dev/null'],
  ['output', '| cat'],
])('without a terminal for %s the full screen is refused in words', async (stream, redirection) => {
  const command = `"${process.execPath}" "${program}" run --ui tui ${redirection}`
  const term = openTerm(['bash', '-c', `set -o pipefail; ${command}`], {cwd: repository.root})

  expect((await term.exited).code).toBe(3)
  expect(term.raw()).not.toContain('\x1b[?1049h')
  expect(term.text()).toContain(`Standard ${stream} is not a terminal`)
})
