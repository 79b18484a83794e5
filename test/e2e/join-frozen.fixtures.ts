import {rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {fixtureForAll} from '../support/fixture-run.ts'
import {standInCargo} from '../support/stand-in-cargo.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {openTerm, type Term} from '../support/term.ts'
import {answer, openWizard, program, question, startPlan, steps} from './tui-drive.ts'

const repository = fixtureForAll('photondrift-issue')
let release = ''
let env: Record<string, string> = {}

beforeEach(async () => {
  release = path.join(repository.root, '../release')
  await rm(release, {force: true})
  env = {...(await standInCargo(repository.root, countUntil(release))), XDG_RUNTIME_DIR: temporaryFolder()}
})
afterEach(() => writeFile(release, ''))

/** A build that goes on until somebody lets it end. */
function countUntil(file: string): string {
  return `import {existsSync} from 'node:fs'
let count = 0
const timer = setInterval(() => {
  process.stderr.write(\`   Compiling crate-\${count++}\\n\`)
  if (existsSync(${JSON.stringify(file)})) clearInterval(timer)
}, 50)`
}

function join(name: string): Term {
  return openTerm([process.execPath, program, 'join', '--as', name], {
    cwd: repository.root,
    env: {...env, NODE_ENV: undefined, VITEST: undefined},
    timeoutMs: 30_000,
  })
}

/** The crate that stands last on a screen. */
function latest(term: Term): number {
  return Math.max(-1, ...[...term.text().matchAll(/crate-(\d+)/g)].map(([, at]) => Number(at)))
}

/** A host in the middle of a build, and guests who watch it. */
async function building(names: readonly string[]) {
  const host = openWizard(repository.root, ['--wasmtime', '36'], {env, timeoutMs: 30_000})
  await question(host, 'Go on and choose a target?')
  const guests = names.map(join)
  for (const guest of guests) await question(guest, 'Go on and choose a target?')
  await startPlan(host)
  await answer(host, `Apply “${steps[0]}`, 'a')
  for (const term of [host, ...guests]) await term.waitFor(/Compiling crate-\d/)
  return {host, guests}
}

test('one of three guests is frozen: the others and the build go on, and it is where they are when it wakes', async () => {
  const {host, guests} = await building(['Bo', 'Cy', 'Di'])
  const [bo, cy, di] = guests as [Term, Term, Term]
  di.signal('SIGSTOP')
  const seen = latest(di)
  for (const term of [host, bo, cy]) await term.waitFor(() => latest(term) > seen + 40)
  await writeFile(release, '')
  await question(host, `Accept “${steps[0]}`)
  await answer(host, `Accept “${steps[0]}`, 'n')
  for (const term of [bo, cy]) await question(term, `Accept “${steps[0]}`)
  expect(di.text()).not.toContain('Accept “')

  di.signal('SIGCONT')
  await question(di, `Accept “${steps[0]}`)
})

test('the terminal of the one who drives dies: the build goes on, and who is left drives', async () => {
  const {host, guests} = await building(['Bo'])
  const [bo] = guests as [Term]
  host.signal('SIGHUP')
  await bo.waitFor('you drive')
  const seen = latest(bo)
  await bo.waitFor(() => latest(bo) > seen + 10)
  await writeFile(release, '')
  await question(bo, `Accept “${steps[0]}`)

  bo.write('q')
  await bo.waitFor('Leave')
  bo.write('y')
  await host.exited
  expect(await repository.run('status').then(({stdout}) => stdout)).toContain('To go on: upgrade-wizard run')
})
