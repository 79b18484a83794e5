import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {commitAll, type Ended, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, writeFiles} from '../support/temporary-repository.ts'

/** Nothing is compiled: two steps that only edit files. */
const upgrade = ['run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust', 'raise-family']
const manifest = `[package]
name = "host"
version = "0.1.0"
edition = "2021"
rust-version = "1.75"

[dependencies]
wasmtime = "25.0"
`
const files = {'Cargo.toml': manifest, 'src/lib.rs': ''}

async function repositoryWith(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = temporaryFolder()
  writeFiles(root, {...files, ...more})
  await commitAll(root)
  git(root, 'config', 'user.name', 'Ada')
  git(root, 'config', 'user.email', 'ada@example.org')
  return root
}

function wizard(root: string, args: readonly string[] = upgrade): Promise<Ended> {
  return runProgram(args, {cwd: root, env: {CARGO_HOME: temporaryFolder()}})
}

const subjects = (root: string) => git(root, 'log', '--format=%s').trim().split('\n')

test('a linked worktree and a shallow clone are upgraded like any other', async () => {
  const root = await repositoryWith()
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Second')
  const [linked, shallow] = ['linked', 'shallow'].map(name => path.join(temporaryFolder(), name)) as [string, string]
  git(root, 'worktree', 'add', '-q', '-b', 'other', linked)
  git(root, 'clone', '-q', '--depth', '1', `file://${root}`, shallow)
  git(shallow, 'config', 'user.name', 'Ada')
  git(shallow, 'config', 'user.email', 'ada@example.org')

  for (const repository of [linked, shallow]) {
    expect((await wizard(repository, [...upgrade, '--commit-steps'])).code).toBe(0)
    expect(subjects(repository).slice(0, 2)).toEqual([
      'Raise wasmtime and its family to 36.0.14',
      'Raise Rust to 1.86 wherever a lower one is stated',
    ])
    expect(git(repository, 'status', '--porcelain')).toBe('')
    expect((await wizard(repository, ['undo', '--all'])).code).toBe(0)
  }
  expect(readFileSync(path.join(root, '.git/info/exclude'), 'utf8')).toContain('.upgrade-wizard/*')
  expect(subjects(root)).toEqual(['Second', 'before'])
  expect(existsSync(path.join(root, '.upgrade-wizard'))).toBe(false)
})

test('inside a submodule its own repository is upgraded; from above, nothing in a submodule is looked at', async () => {
  const inner = await repositoryWith()
  const outer = await repositoryWith({'Cargo.toml': manifest.replace('"host"', '"outer"')})
  git(outer, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'inner')
  git(outer, 'commit', '-q', '-m', 'With a submodule')
  const sub = path.join(outer, 'inner')
  git(sub, 'config', 'user.name', 'Ada')
  git(sub, 'config', 'user.email', 'ada@example.org')
  // Whoever asks about the submodule runs this.
  writeFiles(outer, {'.git/trap': ''})
  writeFileSync(path.join(outer, '.git/trap'), `#!/bin/sh\ntouch "${outer}/.git/sprung"\n`)
  chmodSync(path.join(outer, '.git/trap'), 0o755)
  git(sub, 'config', 'core.fsmonitor', path.join(outer, '.git/trap'))

  expect((await wizard(outer)).code).toBe(0)
  expect(existsSync(path.join(outer, '.git/sprung'))).toBe(false)
  expect(readFileSync(path.join(sub, 'Cargo.toml'), 'utf8')).toBe(manifest)

  const ended = await wizard(sub, [...upgrade, '--branch', 'upgrade', '--commit-steps'])
  expect(ended.code).toBe(0)
  expect(subjects(sub)).toHaveLength(3)
  expect(readFileSync(path.join(outer, '.git/modules/inner/info/exclude'), 'utf8')).toContain('.upgrade-wizard/*')
  git(sub, 'config', '--unset', 'core.fsmonitor')
  expect(git(sub, 'status', '--porcelain')).toBe('')
})
