import {spawnSync} from 'node:child_process'
import {beforeAll, expect, test} from 'vitest'
import {bundle} from '../support/bundle.ts'
import {openTerm, type Term, type TermOptions} from '../support/term.ts'

let program = ''

beforeAll(async () => {
  program = await bundle('test/ui/harness.tsx')
})

function show(scene: string, options?: TermOptions): Term {
  return open([process.execPath, program, scene], options)
}

function open(argv: readonly [string, ...string[]], options?: TermOptions): Term {
  return openTerm(argv, options)
}

/** Everything that was taken is given back: screen, cursor, wrapping, bracketed paste. */
function expectRestored(term: Term) {
  expect(term.isAlternate()).toBe(false)
  expect(term.isCursorHidden()).toBe(false)
  for (const mode of [7, 25]) expect(lastOf(term, mode)).toBe('h')
  for (const mode of [1049, 2004, 2026]) expect(lastOf(term, mode)).toBe('l')
}

function lastOf(term: Term, mode: number): string | undefined {
  return [...term.raw().matchAll(new RegExp(`\\x1b\\[\\?${mode}([hl])`, 'g'))].at(-1)?.[1]
}

test('takes the alternate screen and never clears it', async () => {
  const term = show('running')
  await term.waitFor('131 of 164')

  expect(term.isAlternate()).toBe(true)
  expect(term.isCursorHidden()).toBe(true)
  expect(term.raw()).not.toMatch(/\x1b\[[0-3]?J/)
  expect(term.raw()).not.toContain('\x1b]')
})

test('q gives the terminal back and leaves the summary on the normal screen', async () => {
  const term = show('reading')
  await term.waitFor('Reading the repository')

  term.write('q')

  expect(await term.exited).toEqual({code: 0, signal: 0})
  expectRestored(term)
  expect(term.text()).toBe('Left. `npx upgrade-wizard` goes on from here.')
})

test('Ctrl-C twice gives the terminal back', async () => {
  const term = show('running')
  await term.waitFor('131 of 164')

  term.write('\x03')
  await term.waitFor('Ctrl-C again quits')
  term.write('\x03')

  expect(await term.exited).toEqual({code: 0, signal: 0})
  expectRestored(term)
})

test.each([
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
  ['SIGQUIT', 3],
] as const)('%s gives the terminal back and ends as that signal does', async (name, number) => {
  const term = show('running')
  await term.waitFor('131 of 164')

  term.signal(name)

  expect(await term.exited).toEqual({code: 0, signal: number})
  expectRestored(term)
  expect(term.text()).toBe('Ended at once.')
})

test('an error nobody caught is told on the normal screen', async () => {
  const term = show('running')
  await term.waitFor('131 of 164')

  term.signal('SIGUSR2')

  expect(await term.exited).toEqual({code: 70, signal: 0})
  expectRestored(term)
  expect(term.text()).toContain('thrown on purpose')
})

test('a key answers, and the answer ends it', async () => {
  const term = show('target')
  await term.waitFor('Enter choose')

  term.write('\x1b[B')
  await term.waitFor('▸ 41.0.2')
  term.write('\r')
  await term.exited

  expectRestored(term)
  expect(term.text()).toBe('answered {"option":"choose","by":"you","text":"41.0.2"}')
})

test.each([
  [120, 40],
  [60, 15],
  [200, 60],
])('draws itself anew at %i×%i', async (columns, rows) => {
  const term = show('plan')
  await term.waitFor('Enter start')

  term.resize(columns, rows)
  await term.waitFor(() => term.text().split('\n').at(-1)?.length === columns - 1)

  const lines = term.text().split('\n')
  expect(lines).toHaveLength(rows)
  expect(lines[0]).toMatch(/^ upgrade-wizard/)
  expect(lines.filter(line => line.includes('? help'))).toHaveLength(1)
  expect(term.raw()).not.toMatch(/\x1b\[[0-3]?J/)
})

test('a size that changed and changed back in no time is drawn again', async () => {
  const term = show('running')
  await term.waitFor('131 of 164')
  const before = term.raw().length

  term.signal('SIGWINCH')

  await term.waitFor(() => term.raw().slice(before).includes('\x1b[24;1H'))
})

test('too small says so, and comes back', async () => {
  const term = show('plan')
  await term.waitFor('Enter start')

  term.resize(40, 10)
  await term.waitFor('60×15 is the least')
  term.resize(80, 24)

  await term.waitFor('Enter start')
})

test('Ctrl-Z hands the terminal to the shell, and fg comes back', async () => {
  const term = open(['bash', '--norc', '--noprofile', '-i'], {env: {PS1: 'shell> '}})
  await term.waitFor('shell>')
  term.write(`${process.execPath} ${program} plan\r`)
  await term.waitFor('Enter start')

  term.write('\x1a')
  await term.waitFor(() => !term.isAlternate() && term.text().includes('Stopped'))
  expect(term.isCursorHidden()).toBe(false)
  term.write('fg\r')
  await term.waitFor(() => term.isAlternate() && term.text().includes('Enter start'))

  term.write('q')
  await term.waitFor('answered {"option":"quit"')
  expect(term.isAlternate()).toBe(false)
})

test('an editor has the terminal and its keys to itself, and the screen comes back', async () => {
  const term = show('checklist')
  await term.waitFor('e edit')

  term.write('e')
  await term.waitFor(() => !term.isAlternate() && term.text().includes('in the editor'))
  expect(term.isCursorHidden()).toBe(false)
  term.write('qqq\r')
  await term.waitFor(() => term.isAlternate() && term.text().includes('e edit'))

  term.write('q')
  await term.waitFor('answered {"option":"quit"')
  expectRestored(term)
})

test('without a shell to continue it, Ctrl-Z only draws the screen again', async () => {
  const term = show('plan')
  await term.waitFor('Enter start')

  term.write('\x1a')
  await term.waitFor(() => term.raw().split('\x1b[?1049h').length === 3)

  await term.waitFor('Enter start')
  term.write('q')
  await term.exited
  expectRestored(term)
})

test('colours can be switched off, of the screens and of the output', async () => {
  const term = open([process.execPath, program, 'running', '--no-color'])
  await term.waitFor('131 of 164')

  expect(term.raw()).not.toMatch(/\x1b\[[1-9][0-9;]*m/)
})

test('CI in the environment keeps nothing from the screen', async () => {
  const term = show('plan', {env: {CI: '1'}})

  await term.waitFor('Enter start')
})

test.runIf(spawnSync('tmux', ['-V']).status === 0)('draws in tmux as in a terminal', async () => {
  const socket = `wizard-${process.pid}`
  const term = open(['tmux', '-L', socket, '-f', '/dev/null', 'new', process.execPath, program, 'plan'])
  try {
    await term.waitFor('Enter start')

    term.write('q')
    await term.waitFor('[exited]')
  } finally {
    spawnSync('tmux', ['-L', socket, 'kill-server'])
  }
})
