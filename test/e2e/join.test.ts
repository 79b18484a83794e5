import {readFileSync} from 'node:fs'
import {rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, test, vi} from 'vitest'
import {ended, fixtureForAll, runProgram, startProgram} from '../support/fixture-run.ts'
import {standInCargo} from '../support/stand-in-cargo.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git} from '../support/temporary-repository.ts'
import {openTerm, type Term, type TermOptions} from '../support/term.ts'
import {answer, carryOut, keys, openWizard, program, question} from './tui-drive.ts'

const repository = fixtureForAll('photondrift-issue')
const [rust, edition] = ['Raise Rust to 1.86', 'Move to edition 2024'] as const
const both = ['--wasmtime', '36', '--edition', '2024', '--only', 'raise-rust', 'raise-edition']

/** One machine for all who take part: Ada's, with a folder of its own for sockets. */
function openMachine() {
  git(repository.root, 'config', 'user.name', 'Ada Byron')
  git(repository.root, 'config', 'user.email', 'ada@example.com')
  const env = {XDG_RUNTIME_DIR: temporaryFolder(), GIT_CONFIG_GLOBAL: '/dev/null'}
  const options = {columns: 120, rows: 40, timeoutMs: 30_000}
  return {
    env,
    host: (args: readonly string[] = both) => openWizard(repository.root, args, {...options, env}),
    join: (args: readonly string[], size: TermOptions = {}) =>
      openTerm([process.execPath, program, 'join', ...args], {
        ...options,
        ...size,
        cwd: repository.root,
        env: {...env, NODE_ENV: undefined, VITEST: undefined},
      }),
    send: (as: string, ...words: readonly string[]) =>
      runProgram(['join', '--as', as, '--send', ...words], {cwd: repository.root, env}),
  }
}

function header(term: Term): string {
  return term.text().split('\n')[0] ?? ''
}

/** The name that confirms what is asked, once it is asked for. */
async function type(term: Term, word: string): Promise<void> {
  await term.waitFor(`type ${word} to confirm`)
  term.write(word)
  await term.waitFor(`to confirm: ${word}`)
  term.write(keys.enter)
}

/** What the journal says was decided, and by whom. */
function decided(): readonly string[] {
  const lines = readFileSync(path.join(repository.root, '.upgrade-wizard/state.jsonl'), 'utf8').split('\n')
  const wanted = /"type":"(step-accepted|wheel-handed|approved)".*"by":"([^"]+)"/
  return lines.flatMap(line => wanted.exec(line)?.slice(1, 3).join(' ') ?? [])
}

test('an upgrade by two from two terminals: a suggestion, the wheel, an approval each, and a killed host in between', async () => {
  const machine = openMachine()
  let ada = machine.host([...both, '--commit-steps'])
  await question(ada, 'Go on and choose a target?')
  const bo = machine.join(['--as', 'Bo Berg <bo@example.com>'], {columns: 100, rows: 30})
  await question(bo, 'Go on and choose a target?')
  await ada.waitFor(() => header(ada).includes('Ada Byron drives'))
  await answer(ada, 'Go on and choose a target?', 'c')
  await answer(ada, 'Which wasmtime?', 'c')
  await answer(ada, 'Start with this plan?', 's')
  await question(bo, 'Commit every step: does somebody else agree?')
  bo.write('a')
  await type(bo, 'Bo Berg')

  await answer(bo, `Apply “${rust}`, 's')
  await ada.waitFor(/Skip[^\n]*Bo Berg/)
  await carryOut(ada, [rust])
  await question(ada, `Apply “${edition}`)
  ada.signal('SIGKILL')
  await ada.exited
  ada = machine.host()
  await answer(ada, 'Go on with this upgrade?', 'c')
  await question(bo, `Apply “${edition}`)

  await question(ada, `Apply “${edition}`)
  ada.write('W')
  await ada.waitFor('Bo Berg drives')
  ada.write('n')
  await bo.waitFor(() => header(bo).includes('you drive'))
  await answer(bo, `Apply “${edition}`, 'a')
  await question(ada, 'Move to another edition: does somebody else agree?')
  ada.write('a')
  await type(ada, 'Ada Byron')
  await answer(bo, `Accept “${edition}`, 'a')

  await question(bo, 'The upgrade is done')
  const {stdout: message} = await repository.run('report', '--format', 'commit')
  const {stdout: report} = await repository.run('report')
  expect(message).toContain('Co-authored-by: Bo Berg <bo@example.com>')
  for (const name of ['Ada Byron', 'Bo Berg']) expect(report).toContain(name)
  expect(git(repository.root, 'log', '--format=%B')).toContain('Co-authored-by: Bo Berg <bo@example.com>')

  bo.write('q')
  await bo.waitFor('Leave')
  bo.write('y')
  await bo.exited
  // From there on the question takes no key for a moment: it is another's.
  await ada.waitFor(() => header(ada).includes('Ada Byron drives'))
  await answer(ada, 'The upgrade is done', 'q')
  await ada.exited
  expect(decided()).toEqual([
    'approved Bo Berg',
    'step-accepted Ada Byron',
    'wheel-handed Ada Byron',
    'approved Ada Byron',
    'step-accepted Bo Berg',
    // Bo leaves, and it goes back.
    'wheel-handed Ada Byron',
  ])
})

test('who reads along answers nothing; scripts say, suggest and ask, and leave', async () => {
  const machine = openMachine()
  const ada = machine.host()
  await question(ada, 'Go on and choose a target?')
  const cy = machine.join(['--as', 'Cy', '--role', 'viewer'])
  await cy.waitFor('You read along; Ada Byron decides')
  cy.write('c')
  const status = await machine.send('Bo', 'status')
  const suggested = await machine.send('Bo', 'answer', 'continue')
  const nothing = await machine.send('Bo', 'approve')
  const said = await machine.send('Bo', 'say', 'good morning')
  expect([status, suggested, nothing, said].map(({code}) => code)).toEqual([0, 0, expect.any(Number), 0])
  expect(status.stdout).toContain('Go on and choose a target?')
  expect(nothing.stderr).toContain('Nothing waits for this approval')
  await ada.waitFor('good morning')
  cy.write('?')
  await cy.waitFor('close the help')
  await answer(ada, 'Go on and choose a target?', 'q')
  await cy.exited
  expect(cy.isAlternate()).toBe(false)
})

test('a run without a screen is watched in lines, and so is its end', async () => {
  const machine = openMachine()
  const release = path.join(repository.root, '../release')
  const waiting = `import {existsSync} from 'node:fs'
console.error('   Compiling crate-1')
setInterval(() => existsSync(${JSON.stringify(release)}) && process.exit(101), 25)`
  await rm(release, {force: true})
  const env = {...machine.env, ...(await standInCargo(repository.root, waiting))}
  const args = ['run', '--yes', '--ui', 'plain', '--offline', '--wasmtime', '36', '--only', 'record-baseline']
  const run = ended(startProgram(args, {cwd: repository.root, env}))
  await vi.waitFor(async () => expect((await machine.send('Bo', 'status')).code).toBe(0), 30_000)
  const watching = machine.join(['--as', 'Bo', '--plain'])
  await watching.waitFor('Measuring the workspace as it is')
  await writeFile(release, '')

  const [{code}, left] = await Promise.all([run, watching.exited])
  expect([code, left.code]).toEqual([0, 0])
  expect(watching.raw()).not.toMatch(/\x1b\[\?1049h/)
})

test('where no wizard runs, that is said with what to do', async () => {
  const {stderr, code} = await openMachine().send('Bo', 'status')

  expect(code).toBe(3)
  expect(stderr).toContain('upgrade-wizard run')
})
