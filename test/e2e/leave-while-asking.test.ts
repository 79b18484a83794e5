import {chmod, mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, test} from 'vitest'
import {expectedSnapshot, fixtureForAll} from '../support/fixture-run.ts'
import {openTerm, type Term} from '../support/term.ts'
import {answer, expectRestored, keys, program, question} from './tui-drive.ts'

const name = 'photondrift-issue'
const repository = fixtureForAll(name)

/** The wizard with a cargo that says nothing when it resolves: a registry behind a wall. */
async function silentWizard(): Promise<Term> {
  const bin = path.join(repository.root, '../silent-bin')
  await mkdir(bin, {recursive: true})
  const waits = 'case "$1" in update|generate-lockfile) exec sleep 60;; esac'
  // The next cargo on the path is the real one.
  const goesOn = [`PATH="$(echo "$PATH" | cut -d: -f2-)"`, 'exec cargo "$@"', '']
  await writeFile(path.join(bin, 'cargo'), ['#!/bin/sh', waits, ...goesOn].join('\n'))
  await chmod(path.join(bin, 'cargo'), 0o755)
  return openTerm([process.execPath, program, 'run', '--wasmtime', '36', '--validate', 'none'], {
    cwd: repository.root,
    timeoutMs: 30_000,
    env: {
      NODE_ENV: undefined,
      VITEST: undefined,
      GIT_CONFIG_GLOBAL: '/dev/null',
      CARGO_HOME: path.join(repository.root, '../empty-home'),
      PATH: `${bin}:${process.env.PATH}`,
    },
  })
}

test('q leaves at once while cargo is asked, and nothing was written', async () => {
  const term = await silentWizard()
  await answer(term, 'Go on and choose a target?', 'c')
  await answer(term, 'Which wasmtime?', 'c')
  await term.waitFor(/● Asking cargo what comes with wasmtime 36.* 0:01/)
  term.write('q')

  expect(await term.exited).toEqual({code: 10, signal: 0})
  expectRestored(term)
  expect(term.text()).toContain('Nothing was written')
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
})

test('Ctrl-C goes on without the answer', async () => {
  const term = await silentWizard()
  await answer(term, 'Go on and choose a target?', 'c')
  await answer(term, 'Which wasmtime?', 'c')
  await term.waitFor(/● Asking cargo what comes with wasmtime 36.* 0:01/)
  term.write(keys.ctrlC)

  await question(term, 'Start with this plan?')
  term.write('q')
  expect(await term.exited).toEqual({code: 10, signal: 0})
})
