import {expect, test} from 'vitest'
import {fixtureForAll} from '../support/fixture-run.ts'
import {git} from '../support/temporary-repository.ts'
import {answer, openWizard, question} from './tui-drive.ts'

const repository = fixtureForAll('photondrift-issue')

/** Ada is at this machine; Bo wrote a commit not long ago. */
function makeHistory(): void {
  git(repository.root, 'config', 'user.name', 'Ada Byron')
  git(repository.root, 'config', 'user.email', 'ada@example.com')
  git(repository.root, 'commit', '-q', '--allow-empty', '-m', 'more', '--author=Bo Berg <bo@example.com>')
}

test('on the screen: --pair alone asks who takes part, before anything else', async () => {
  makeHistory()
  const term = openWizard(repository.root, ['--pair'], {columns: 110})
  await question(term, 'Who takes part beside Ada Byron?')
  expect(term.text()).toContain('a Bo Berg <bo@example.com>   b Tester <tester@localhost>')
  term.write('a')
  await answer(term, 'Who takes part beside Ada Byron, Bo Berg?', 'n')

  await question(term, 'Go on and choose a target?')
  expect(term.text().split('\n')[0]).toContain('Ada Byron drives')
  term.write('q')
  await term.exited
})

test('on the screen: who leaves there leaves', async () => {
  makeHistory()
  const term = openWizard(repository.root, ['--pair'])
  await answer(term, 'Who takes part beside Ada Byron?', 'q')

  await term.exited
  expect(term.isAlternate()).toBe(false)
  expect(term.text()).toContain('Nothing was written')
})

test('in numbered lines, the name typed', async () => {
  makeHistory()
  const term = openWizard(repository.root, ['--pair', '--screen-reader'], {columns: 120})
  await term.waitFor('Who takes part beside Ada Byron?')
  await term.waitFor('or Enter for 4 (Nobody else)')
  term.write('other\r')
  await term.waitFor('Somebody else, in one line')
  term.write('Cy <cy@example.com>\r')
  await term.waitFor(/beside Ada Byron, Cy\?[\s\S]*or Enter for 4/)
  term.write('nobody\r')
  await term.waitFor('Go on and choose a target?')
  expect(term.text()).toContain('Ada Byron drives')
})

test('where nobody can be asked nobody takes part, and that is said', async () => {
  makeHistory()
  const {stdout} = await repository.run('run', '--pair', '--ui', 'json', '--offline')

  const said = stdout.split('\n').filter(line => line.includes('"type":"said"'))
  expect(said).toEqual([expect.stringContaining('nobody else does')])
})
