import {spawn} from 'node:child_process'
import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {ended, expectedSnapshot, type FixtureRepository, layOutFixture} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {openTerm, type Term} from '../support/term.ts'
import {program, steps, stuckCargo} from './tui-drive.ts'

// The wizard as somebody hears it: plain lines and numbered questions, in a real terminal and through a pipe.
const name = 'photondrift-issue'
const run = ['run', '--offline', '--wasmtime', '36', '--validate', 'none', '--screen-reader']

let term: Term | undefined

/** One line of the wizard's own, or one that was typed and came back from the terminal: no other control character. */
const onlyLines = /^[^\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f]*$/

test('the whole demo from start to report, in lines that nothing is drawn over', async () => {
  const folder = temporaryFolder()
  term = open(['demo', '--screen-reader'], {cwd: folder, env: {TMPDIR: folder}})

  await answer('Go on and choose a target?', '1')
  await answer('Which wasmtime?', '')
  await answer('Start with this plan?', 'show')
  await reply('Which step? A number from 1 to 10, or Enter to go back:', '4')
  await answer('+wasmtime = { version = "36.0"', 'start')
  for (const [at, title] of steps.entries()) {
    await answer(`Apply “${title}`, at === 2 ? 'show' : 'apply')
    if (at === 2) await answer('-RUST_VERSION ?= 1.75', 'apply')
    await answer(`Accept “${title}`, '')
  }
  await answer('The upgrade is done', 'show')
  await answer('## Left for people', 'quit')

  expect(await term.exited).toEqual({code: 0, signal: 0})
  expect(term.raw()).toMatch(onlyLines)
  expect(term.raw()).toContain('Done: upgraded to wasmtime 36.0.14 on Rust 1.86')
  const copy = /A throwaway copy: (\S+)/.exec(term.raw())?.[1] ?? ''
  expect(await readFile(path.join(copy, 'Cargo.toml'), 'utf8')).toContain('version = "36.0"')
})

describe('in a repository', () => {
  let repository: FixtureRepository
  beforeAll(async () => {
    repository = await layOutFixture(name)
  })
  beforeEach(() => repository.reset())
  afterAll(() => repository.remove())

  test('what is typed before a question can be heard answers nothing, and a wrong answer is asked for again', async () => {
    term = open(run, {cwd: repository.root})
    await term.waitFor(() => raw().includes('Reading the repository'))
    for (const early of ['1', '', 'quit']) term.write(`${early}\r`)

    await answer('Go on and choose a target?', 'perhaps')
    await reply('There is no answer “perhaps”. Answer with a number from 1 to 2, or Enter for 1 (Go on):', '2')

    expect(await term.exited).toEqual({code: 10, signal: 0})
    expect(
      raw()
        .match(/^Chosen: .*$/gm)
        ?.map(line => line.trim()),
    ).toEqual(['Chosen: Quit'])
  })

  test('Ctrl-C ends the command that runs, a second one leaves; the end of the input leaves as well', async () => {
    term = open([...run, '--only', 'prove-build'], {cwd: repository.root, env: await stuckCargo(repository)})
    await answer('Go on and choose a target?', '')
    await answer('Which wasmtime?', '')
    await answer('Start with this plan?', '')
    await answer('Apply “Prove that it builds', '')
    await term.waitFor(() => raw().includes('$ cargo check'))

    term.write('\x03')
    await term.waitFor(() => raw().includes('Cancelling the command. Ctrl-C again within 2 seconds leaves.'))
    await question('Failed. What now with “Prove that it builds')
    term.write('\x04')

    expect(await term.exited).toEqual({code: 10, signal: 0})
    expect(raw()).toContain('Failed: Prove that it builds')

    term = open(run.slice(0, 2).concat('--screen-reader'), {cwd: repository.root})
    await question('Go on with this upgrade?')
    term.write('\x03')
    await term.waitFor(() => raw().includes('Ctrl-C again within 2 seconds leaves.'))
    term.write('\x03')
    expect((await term.exited).code).toBe(130)
    expect(term.raw()).toMatch(/^[^\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f]*$/)
  })

  test('an environment that says so is heard as the option is; who asks for the screen gets it', async () => {
    const env = {INK_SCREEN_READER: 'true'}
    term = open(['run', '--offline', '--validate', 'none'], {cwd: repository.root, env})
    await question('Go on and choose a target?')
    expect(term.isAlternate()).toBe(false)
    term.signal('SIGKILL')
    await term.exited

    term = open(['run', '--offline', '--ui', 'tui'], {cwd: repository.root, env})
    await term.waitFor(() => term?.isAlternate() === true)
    term.write('q')
  })

  test('answers may come through a pipe, where none of them is too early; its end leaves the rest unanswered', async () => {
    const {code, stderr} = await piped(
      'continue\r\n\nstart\napply\naccept\n',
      ...run,
      '--only',
      'raise-rust',
      'raise-family',
    )

    expect(code).toBe(10)
    expect(stderr).toContain('Waiting for a decision: Apply “Raise wasmtime')
    expect(stderr.match(/^Chosen: .*/gm)).toEqual(
      ['Go on', '36.0.14', 'Start', 'Apply', 'Accept'].map(word => `Chosen: ${word}`),
    )
  })

  test.each([
    {why: 'an empty input', given: ''},
    {why: 'an input of something else', given: 'y\n'.repeat(10_000)},
    {why: 'an input without lines', given: 'x'.repeat(1_000_000)},
  ])('$why writes nothing, and ends with what waits', async ({given}) => {
    const {code, stderr} = await piped(given, ...run)

    expect(code).toBe(10)
    expect(stderr).toContain('Waiting for a decision: Go on and choose a target?')
    expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
  })

  test('without any input it does not hang', async () => {
    expect((await repository.run(...run)).code).toBe(10)
  })

  async function piped(input: string, ...args: readonly string[]) {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: repository.root,
      env: {
        ...process.env,
        NO_COLOR: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        CI: undefined,
        NODE_ENV: undefined,
        VITEST: undefined,
      },
    })
    // It may have heard enough before the end.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    return ended(child)
  }
})

function open(args: readonly string[], options: {cwd: string; env?: Record<string, string>}): Term {
  const env = {NODE_ENV: undefined, VITEST: undefined, GIT_CONFIG_GLOBAL: '/dev/null', ...options.env}
  heard = 0
  return openTerm([process.execPath, program, ...args], {...options, columns: 80, env, timeoutMs: 60_000})
}

/** How much of what was said has been answered. */
let heard = 0

function raw(): string {
  return term?.raw() ?? ''
}

/** Resolves when this was said since the last answer, and the wizard listens. */
async function question(title: string): Promise<void> {
  await reply(title, undefined)
  await reply(/\nAnswer with a number .*:\r\n$/, undefined)
}

async function answer(title: string, line: string): Promise<void> {
  await question(title)
  heard = raw().length
  term?.write(`${line}\r`)
}

/** Waits for what is said since the last answer, and types a line. */
async function reply(wanted: string | RegExp, line: string | undefined): Promise<void> {
  await term?.waitFor(() => {
    const said = raw().slice(heard)
    return typeof wanted === 'string' ? said.includes(wanted) : wanted.test(said)
  })
  if (line === undefined) return
  heard = raw().length
  term?.write(`${line}\r`)
}
