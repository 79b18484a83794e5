import {expect, onTestFinished, test, vi} from 'vitest'
import {examineGit} from '../../src/doctor/examine-git.ts'
import type {GitState} from '../../src/domain/survey.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {survey} from '../plan/make-survey.ts'
import {git, initGit, temporaryRepository} from '../support/temporary-repository.ts'

const machine = {programs: createPrograms(), files: machineFiles}

test('a branch with everything committed is fine', async () => {
  expect(await examine({branch: 'main', head: 'a'.repeat(40), dirty: []})).toEqual([
    {name: 'branch', state: 'ok', have: 'main', todo: []},
    {name: 'changes', state: 'ok', have: 'everything is committed', todo: []},
  ])
})

test('what makes the upgrade harder to read is a warning with its command, and blocks nobody', async () => {
  const items = await examine({branch: null, head: 'a'.repeat(40), dirty: ['src/lib.rs']})

  expect(items).toMatchObject([
    {name: 'branch', state: 'warning', have: 'none, at aaaaaaaaa', todo: ['git switch -c upgrade-wasmtime']},
    {name: 'changes', state: 'warning', have: '1 file with uncommitted changes'},
  ])
  expect(await examine(null)).toMatchObject([{name: 'repository', state: 'warning', have: 'not under git'}])
  expect(await examine({branch: null, head: null, dirty: []})).toMatchObject([{have: 'no commit yet'}, {state: 'ok'}])
})

test('a session that git tracks is in the way, with the exact fix', async () => {
  const {root} = await temporaryRepository({'Cargo.toml': '', '.upgrade-wizard/state.jsonl': ''})
  initGit(root)
  git(root, 'add', '--force', '.upgrade-wizard')

  const items = await examineGit(machine, {...survey({}), root})

  expect(items.at(-1)).toMatchObject({
    name: 'session',
    state: 'blocking',
    todo: ["git rm -r --cached -- .upgrade-wizard ':!.upgrade-wizard/rules' && git commit, then run the wizard again."],
  })
})

test('a bisect under way, and a repository that git refuses, are in the way of a run', async () => {
  const {root} = await temporaryRepository({'Cargo.toml': ''})
  initGit(root)
  git(root, 'bisect', 'start', '-q')
  const state = {branch: 'main', head: 'a'.repeat(40), dirty: []}

  expect(await examineGit(machine, {...survey({}), root, git: state})).toContainEqual({
    name: 'under way',
    state: 'blocking',
    have: expect.any(String),
    todo: ['To end it: git bisect reset', expect.any(String)],
  })

  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await examineGit(machine, {...survey({}), root, git: null})).toMatchObject([
    {name: 'repository', state: 'blocking', todo: [expect.stringContaining('safe.directory'), expect.any(String)]},
  ])
})

async function examine(state: GitState | null) {
  const {root} = await temporaryRepository({'Cargo.toml': ''})
  return examineGit(machine, {...survey({}), root, git: state})
}
