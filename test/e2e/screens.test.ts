import {execa} from 'execa'
import {expect, test} from 'vitest'
import {projectRoot} from '../support/fixture-run.ts'

test('the pictures in docs/screens are what the program looks like', async () => {
  const checked = await execa('node', ['scripts/screens.mjs', '--check'], {cwd: projectRoot, reject: false})

  expect(checked.stderr).toBe('')
  expect(checked.exitCode).toBe(0)
}, 300_000)
