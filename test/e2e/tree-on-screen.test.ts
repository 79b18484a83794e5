import {afterAll, beforeAll, expect, test} from 'vitest'
import {type FixtureRepository, layOutFixture} from '../support/fixture-run.ts'
import type {Term} from '../support/term.ts'
import {carryOut, openWizard, question, startPlan, steps} from './tui-drive.ts'

let repository: FixtureRepository

beforeAll(async () => {
  repository = await layOutFixture('photondrift-issue')
})
afterAll(() => repository.remove())

function wizard(): Term {
  return openWizard(repository.root, ['--wasmtime', '36'], {timeoutMs: 60_000})
}

test('the tree shows what is asked for, what was locked first, and what moved; the next start knows it too', async () => {
  const term = wizard()
  await startPlan(term)
  await question(term, `Apply “${steps[0]}`)
  term.write('3')
  await term.waitFor(/· wasmtime +"25\.0" +Cargo\.toml:15/)
  expect(term.text()).toMatch(/No lockfile says which release that is\. The step “Lock the family at\s+36\.0\.14”/)

  await carryOut(term, steps.slice(0, 5))
  await question(term, `Apply “${steps[5]}`)
  term.write('3')
  await term.waitFor(/↑ wasmtime +25\.0\.3 → 36\.0\.14 +raised/)
  expect(term.text()).toMatch(/✓ wasmtime 36\.0\.14 .* the target/)
  expect(term.text()).toMatch(/· wasmtime 25\.0\.3 .* older than the target/)
  term.write('q')
  await term.exited

  const next = wizard()
  await question(next, 'Go on with this upgrade?')
  next.write('3')
  await next.waitFor(/↑ wasmtime +25\.0\.3 → 36\.0\.14 +raised/)
})
