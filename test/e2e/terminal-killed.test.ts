import {existsSync} from 'node:fs'
import {rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest'
import {type FixtureRepository, layOutFixture} from '../support/fixture-run.ts'
import {standInCargo} from '../support/stand-in-cargo.ts'
import type {Term} from '../support/term.ts'
import {answer, expectRestored, keys, openWizard, question, startPlan, steps} from './tui-drive.ts'

let repository: FixtureRepository
let env: Record<string, string>
let release = ''

beforeAll(async () => {
  repository = await layOutFixture('photondrift-issue')
})
beforeEach(async () => {
  await repository.reset()
  release = path.join(repository.root, '../release')
  await rm(release, {force: true})
  env = await standInCargo(repository.root, countUntil(release))
})
afterEach(async () => {
  await writeFile(release, '')
})
afterAll(() => repository.remove())

/** A build that goes on until somebody lets it end. */
function countUntil(file: string): string {
  return `import {existsSync} from 'node:fs'
let count = 0
process.on('SIGINT', () => process.exit(130))
const timer = setInterval(() => {
  process.stderr.write(\`   Compiling crate-\${count++}\\n\`)
  if (existsSync(${JSON.stringify(file)})) clearInterval(timer)
}, 50)`
}

function wizard(): Term {
  return openWizard(repository.root, ['--wasmtime', '36'], {env, timeoutMs: 30_000})
}

/** The wizard, killed in the middle of a build; the pid of the build. */
async function killedWizard(): Promise<number> {
  const term = wizard()
  await startPlan(term)
  await answer(term, `Apply “${steps[0]}`, 'a')
  await term.waitFor(/Compiling crate-\d/)
  term.signal('SIGKILL')
  await term.exited
  return Number(/pid (\d+)/.exec(term.text())?.[1])
}

test('killed with -9: the build goes on, the next start shows it live, and finishes the step', async () => {
  const pid = await killedWizard()
  expect(isAlive(pid)).toBe(true)

  const next = wizard()
  await answer(next, 'Go on with this upgrade?', 'c')
  await next.waitFor('Still running from before: cargo check')
  expect(next.text()).toContain(`pid ${pid}`)
  expect(next.text()).toMatch(/\d:\d\d/)
  const seen = latest(next)
  await next.waitFor(() => latest(next) > seen + 10)
  await writeFile(release, '')
  await question(next, `Accept “${steps[0]}`)

  expect(isAlive(pid)).toBe(false)
  next.write('q')
  await next.exited
  expectRestored(next)
})

test('what was left running is cancelled by Ctrl-C like any other command', async () => {
  const pid = await killedWizard()

  const next = wizard()
  await answer(next, 'Go on with this upgrade?', 'c')
  await next.waitFor('Still running from before: cargo check')
  next.write(keys.ctrlC)
  await next.waitFor(() => !isAlive(pid))

  // Asked at once; nothing is started again unasked.
  await question(next, `Apply “${steps[0]}`)
  expect(existsSync(release)).toBe(false)
})

/** The number of the newest line of the build on the screen. */
function latest(term: Term): number {
  return Math.max(...[...term.text().matchAll(/Compiling crate-(\d+)/g)].map(([, number]) => Number(number)))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
