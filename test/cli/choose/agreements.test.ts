import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {openAgreements} from '../../../src/cli/choose/agreements.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'
import {tickingClock} from '../../support/ticking-clock.ts'

const open = (home: string, root: string) => openAgreements({variables: {HOME: home}, clock: tickingClock()}, root)

test('what was agreed to is known at the next start, for this repository alone, and nobody else may read it', async () => {
  const home = temporaryFolder()

  expect(await open(home, '/repo').has('commands', 'abc')).toBe(false)
  expect(await open(home, '/repo').remember('commands', 'abc')).toBe(true)

  expect(await open(home, '/repo').has('commands', 'abc')).toBe(true)
  expect(await open(home, '/repo').has('commands', 'abd')).toBe(false)
  expect(await open(home, '/repo').has('session', 'abc')).toBe(false)
  expect(await open(home, '/other').has('commands', 'abc')).toBe(false)
  const folder = path.join(home, '.local/state/upgrade-wizard/agreed')
  const [file = ''] = readdirSync(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(path.join(folder, file)).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))).toMatchObject({to: 'commands', key: 'abc'})
})

test('agreeing twice is no mistake', async () => {
  const agreements = open(temporaryFolder(), '/repo')

  expect([await agreements.remember('session', 'a'), await agreements.remember('session', 'a')]).toEqual([true, true])
})

test('a repository can’t bring what was agreed to, not by lying around the home and not by a link', async () => {
  const home = temporaryFolder()
  const inside = open(home, home)
  await open(home, '/elsewhere').remember('commands', 'abc')
  expect(await inside.remember('commands', 'abc')).toBe(false)
  expect(await inside.has('commands', 'abc')).toBe(false)

  const folder = path.join(home, '.local/state/upgrade-wizard/agreed')
  const [agreed = ''] = readdirSync(folder)
  const other = temporaryFolder()
  mkdirSync(path.join(other, '.local/state/upgrade-wizard/agreed'), {recursive: true})
  symlinkSync(path.join(folder, agreed), path.join(other, '.local/state/upgrade-wizard/agreed', agreed))
  expect(await open(other, '/elsewhere').has('commands', 'abc')).toBe(false)
})

test('where nothing can be kept, it is said', async () => {
  const home = temporaryFolder()
  writeFileSync(path.join(home, '.local'), 'a file in the way')

  expect(await open(home, '/repo').remember('session', 'a')).toBe(false)
  expect(await open(home, '/repo').has('session', 'a')).toBe(false)
})

test('XDG_STATE_HOME counts where it is absolute', async () => {
  const [home, state] = [temporaryFolder(), temporaryFolder()]
  chmodSync(state, 0o755)
  const at = (set: string) =>
    openAgreements({variables: {HOME: home, XDG_STATE_HOME: set}, clock: tickingClock()}, '/r')

  await at(state).remember('session', 'a')
  await at('relative').remember('session', 'b')

  expect(readdirSync(path.join(state, 'upgrade-wizard/agreed'))).toHaveLength(1)
  expect(readdirSync(path.join(home, '.local/state/upgrade-wizard/agreed'))).toHaveLength(1)
})
