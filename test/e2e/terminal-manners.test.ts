import {expect, test} from 'vitest'
import {fixtureForAll} from '../support/fixture-run.ts'
import {standInCargo} from '../support/stand-in-cargo.ts'
import {openTerm, type Term, type TermOptions} from '../support/term.ts'
import {answer, expectRestored, keys, openWizard, program, question, startPlan, steps} from './tui-drive.ts'

const repository = fixtureForAll('photondrift-issue')

function wizard(args: readonly string[] = [], options: TermOptions = {}): Term {
  return openWizard(repository.root, ['--wasmtime', '36', ...args], {timeoutMs: 30_000, ...options})
}

/** A command that writes as fast as it can until it is ended. */
const flood = String.raw`let count = 0
const more = () => {
  let text = ''
  for (let line = 0; line < 1000; line++) text += '\x1b[32m   Compiling\x1b[0m crate-' + count++ + '\n'
  process.stderr.write(text, () => setTimeout(more, 5))
}
more()`

async function flooded(options: TermOptions = {}): Promise<Term> {
  const term = wizard([], {...options, env: await standInCargo(repository.root, flood)})
  await startPlan(term)
  await answer(term, `Apply “${steps[0]}`, 'a')
  await term.waitFor(/Compiling crate-\d/)
  return term
}

/** Of everything ever written: nothing is erased but to the right, no colour beyond the 16, no mouse. */
function expectQuiet(term: Term): void {
  expect(term.raw()).not.toMatch(/\x1b\[[0-3]?J/)
  expect(term.raw()).not.toMatch(/\x1b\[(?:\d+;)*[34]8;[0-9;]*m/)
  expect(term.raw()).not.toMatch(/\x1b\[\?(?:9|100\d|1015|1016)[hl]/)
}

test.each([
  ['SIGHUP', 1],
  ['SIGQUIT', 3],
] as const)('%s leaves the terminal as it was, and the next command on it', async (name, number) => {
  const term = wizard()
  await question(term, 'Go on and choose a target?')

  term.signal(name)

  expect(await term.exited).toEqual({code: 0, signal: number})
  expectRestored(term)
  expect(term.text()).toContain('To go on: upgrade-wizard run')
})

test('in the middle of a flood: sizes change, the shell gets the terminal, and q is heard', async () => {
  const term = await flooded()
  for (const [columns, rows] of [
    [120, 40],
    [60, 15],
    [200, 60],
    [80, 24],
  ] as const) {
    term.resize(columns, rows)
    await term.waitFor(
      () => term.text().split('\n').length === rows && /\d Compiling|Compiling crate-\d/.test(term.text()),
    )
  }
  term.write('q')
  await term.waitFor('Quit now?')
  term.write('n')
  await term.waitFor(() => !term.text().includes('Quit now?'))
  term.write(keys.ctrlC)
  await question(term, `Failed. What now with “${steps[0]}`)
  term.write('q')

  expect((await term.exited).code).toBe(1)
  expectRestored(term)
  expectQuiet(term)
})

test('Ctrl-Z in the middle of a flood gives the shell its terminal, and fg takes it again', async () => {
  const env = {...(await standInCargo(repository.root, flood)), PS1: 'shell> ', GIT_CONFIG_GLOBAL: '/dev/null'}
  const term = openTerm(['bash', '--norc', '--noprofile', '-i'], {cwd: repository.root, env})
  await term.waitFor('shell>')
  term.write(`'${process.execPath}' '${program}' run --offline --validate none --wasmtime 36\r`)
  await startPlan(term)
  await answer(term, `Apply “${steps[0]}`, 'a')
  await term.waitFor(/Compiling crate-\d/)
  term.write('\x1a')
  await term.waitFor(() => !term.isAlternate() && term.text().includes('Stopped'))
  expect(term.isCursorHidden()).toBe(false)
  term.write('fg\r')
  await term.waitFor(() => term.isAlternate() && /Compiling crate-\d/.test(term.text()))
  term.write(keys.ctrlC)
  await question(term, `Failed. What now with “${steps[0]}`)
  term.write('q')
  await term.waitFor(() => !term.isAlternate() && term.text().includes('To go on: upgrade-wizard run'))
})

test('a quiet command costs some bytes a frame', async () => {
  const term = wizard([], {
    columns: 120,
    rows: 40,
    env: await standInCargo(repository.root, 'setInterval(() => {}, 1000)'),
  })
  await startPlan(term)
  await answer(term, `Apply “${steps[0]}`, 'a')
  await term.waitFor(/pid \d+/)
  const from = term.raw().length
  const frames = () => term.raw().slice(from).split('\x1b[?2026h').slice(1)
  await term.waitFor(() => frames().length > 8)

  // The first ones may still bring the command itself.
  expect(
    Math.max(
      ...frames()
        .slice(3)
        .map(frame => frame.length),
    ),
  ).toBeLessThanOrEqual(300)
  term.write(keys.ctrlC)
  await question(term, `Failed. What now with “${steps[0]}`)
})

test.each([
  ['--ascii', ['--ascii'], {}],
  ['a locale without UTF-8', [], {LC_ALL: 'C'}],
] as const)('%s: nothing beyond ASCII', async (_, args, env) => {
  const term = wizard(args, {env})
  await term.waitFor(/-- Go on and choose a target\?[\s\S]*\n Enter \S/)
  term.write('q')
  await term.exited

  expect(term.raw()).not.toMatch(/[^\x00-\x7f]/)
})

test.each([
  ['NO_COLOR', [], {NO_COLOR: '1'}],
  ['FORCE_COLOR=0', [], {FORCE_COLOR: '0'}],
  ['--color never', ['--color', 'never'], {FORCE_COLOR: '1'}],
] as const)('%s: no colour', async (_, args, env) => {
  const term = wizard(args, {env})
  await question(term, 'Go on and choose a target?')
  term.write('q')
  await term.exited

  expect(term.raw()).not.toMatch(/\x1b\[[1-9][0-9;]*m/)
})

test.each([
  ['--color always', ['--color', 'always'], {NO_COLOR: '1'}],
  ['FORCE_COLOR', [], {FORCE_COLOR: '1'}],
] as const)('%s: colours of the palette alone', async (_, args, env) => {
  const term = wizard(args, {env})
  await question(term, 'Go on and choose a target?')
  term.write('q')
  await term.exited

  expect(term.raw()).toContain('\x1b[36m')
  expectQuiet(term)
})

test('a dumb terminal gets lines', async () => {
  const term = wizard([], {env: {TERM: 'dumb'}})

  expect((await term.exited).code).toBe(10)
  expect(term.raw()).not.toContain('\x1b')
})
