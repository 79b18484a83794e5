import {execa} from 'execa'
import {expect, test} from 'vitest'
import {expectedSnapshot, fixtureForAll} from '../support/fixture-run.ts'
import type {Term} from '../support/term.ts'
import {answer, carryOut, keys, mark, openWizard, question, startPlan} from './tui-drive.ts'

const [rust, family] = ['Raise Rust to 1.86', 'Raise wasmtime and its family'] as const

const repository = fixtureForAll('photondrift-issue')

async function undoEverything(term: Term): Promise<void> {
  await mark(term, 'Everything')
  term.write('u')
  await type(term, 'undo')
}

/** The word that confirms what is asked, once it is asked for. */
async function type(term: Term, word: string): Promise<void> {
  await term.waitFor(`type ${word} to confirm`)
  term.write(word)
  await term.waitFor(`to confirm: ${word}`)
  term.write(keys.enter)
}

const git = (...args: readonly string[]) => execa('git', args, {cwd: repository.root})

test('two at one terminal: the wheel changes hands, each decision has its name, and undoing all takes both', async () => {
  await git('config', 'user.name', 'Ada Byron')
  await git('config', 'user.email', 'ada@example.com')
  const pair = ['--pair', 'Bo <bo@example.com>', '--only', 'raise-rust', 'raise-family', '--wasmtime', '36']
  const term = openWizard(repository.root, pair, {columns: 120, rows: 40, timeoutMs: 60_000})
  await startPlan(term)
  await question(term, `Apply “${rust}`)
  expect(term.text().split('\n')[0]).toContain('Ada Byron drives')
  await carryOut(term, [rust])

  await question(term, `Apply “${family}`)
  term.write('W')
  await term.waitFor('Bo drives')
  term.write('n')
  await term.waitFor(() => term.text().split('\n')[0]?.includes('Bo drives') === true)
  await carryOut(term, [family])

  await answer(term, 'The upgrade is done', 'u')
  await question(term, 'What is to be undone?')
  await undoEverything(term)
  await question(term, 'Undo everything: does somebody else agree?')
  term.write(keys.enter)
  await question(term, 'What is to be undone?')
  await undoEverything(term)
  await question(term, 'Undo everything: does somebody else agree?')
  term.write('a')
  await type(term, 'Ada Byron')
  await term.exited
  expect(term.text()).toContain('What the steps wrote is taken back, proven by hash.')

  const {stdout} = await execa('cat', ['.upgrade-wizard/state.jsonl'], {cwd: repository.root})
  const decided = stdout
    .split('\n')
    .flatMap(line => /"type":"(step-accepted|wheel-handed|approved|undo-started)".*"by":"([^"]+)"/.exec(line) ?? [])
  expect(stdout).toMatch(
    /"type":"people-joined","people":\[\{"name":"Ada Byron","mail":"ada@example.com"\},\{"name":"Bo"/,
  )
  expect(decided.filter((_, at) => at % 3 !== 0)).toEqual([
    ...['step-accepted', 'Ada Byron'],
    ...['wheel-handed', 'Ada Byron'],
    ...['step-accepted', 'Bo'],
    ...['approved', 'Ada Byron'],
    ...['undo-started', 'Bo'],
  ])
  const {'Cargo.lock': _, ...files} = await repository.snapshot()
  expect(files).toEqual(await expectedSnapshot('photondrift-issue', 'in'))
})
