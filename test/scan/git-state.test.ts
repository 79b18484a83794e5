import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {readGitState} from '../../src/scan/git-state.ts'
import {createPrograms} from '../../src/system/programs.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'git-state-'))
})
afterEach(() => rmSync(root, {recursive: true, force: true}))

test('gives branch, commit and changed tracked files, with spaces and renames', async () => {
  git('init', '-q', '-b', 'main')
  for (const name of ['kept', 'two words', 'old name']) writeFileSync(path.join(root, name), `${name}\n`.repeat(9))
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  writeFileSync(path.join(root, 'two words'), 'changed')
  renameSync(path.join(root, 'old name'), path.join(root, 'new name'))
  git('add', '-A')
  writeFileSync(path.join(root, 'untracked'), '')

  expect(await readGitState(createPrograms(), root)).toEqual({
    branch: 'main',
    head: git('rev-parse', 'HEAD').trim(),
    dirty: ['new name', 'two words'],
  })
})

test('sees only its own folder of a larger repository', async () => {
  git('init', '-q', '-b', 'main')
  mkdirSync(path.join(root, 'rust'))
  for (const name of ['outside', 'rust/inside']) writeFileSync(path.join(root, name), '')
  git('add', '.')

  const state = await readGitState(createPrograms(), path.join(root, 'rust'))

  expect(state).toEqual({branch: 'main', head: null, dirty: ['inside']})
})

test('gives null outside a repository', async () => {
  expect(await readGitState(createPrograms(), root)).toBeNull()
})

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...identity, ...args], {cwd: root, encoding: 'utf8'})
}
