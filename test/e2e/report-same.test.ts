import {readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {reportDocumentSchema} from '../../src/report/report-json.ts'
import {runProgram} from '../support/fixture-run.ts'
import {wholeSession} from '../support/journal-events.ts'
import {stateFile} from '../support/state-file.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {initGit, temporaryRepository, writeFiles} from '../support/temporary-repository.ts'

// The same state gives the same bytes, whoever asks from wherever, in every format.

const elsewhere = {TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', LC_ALL: 'tr_TR.UTF-8', CI: 'true', COLUMNS: '40'}

test('a report is the same on another day, from another folder and in another language', {
  timeout: 60_000,
}, async () => {
  const {root} = await temporaryRepository({
    'Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n',
    'src/lib.rs': '',
  })
  initGit(root)
  writeFiles(root, {'.upgrade-wizard/state.jsonl': stateFile(...wholeSession())})
  const folder = temporaryFolder()

  for (const format of ['markdown', 'json', 'html']) {
    const here = await runProgram(['report', '--format', format], {cwd: root})
    const there = await runProgram(['report', '--format', format, '--repo', root], {cwd: folder, env: elsewhere})

    expect({code: here.code, said: here.stderr}).toEqual({code: 0, said: ''})
    expect(there.stdout).toBe(here.stdout)
    expect(here.stdout).not.toContain(root)
  }
})

test('the name of the file tells the format, and what is asked for wins', {timeout: 60_000}, async () => {
  const {root} = await temporaryRepository({
    'Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n',
    'src/lib.rs': '',
  })
  writeFiles(root, {'.upgrade-wizard/state.jsonl': stateFile(...wholeSession())})
  const written = async (...args: readonly string[]) => {
    const {code} = await runProgram(['report', ...args], {cwd: root})
    return {code, text: readFileSync(path.join(root, args.at(-1) ?? ''), 'utf8')}
  }

  expect(await written('--out', 'a.html')).toMatchObject({code: 0, text: expect.stringMatching(/^<!doctype html>/)})
  expect(await written('--out', 'a.txt')).toMatchObject({text: expect.stringMatching(/^# /)})
  const {text} = await written('--format', 'json', '--out', 'b.html')
  expect(reportDocumentSchema.parse(JSON.parse(text)).takenBack).toHaveLength(1)
})
