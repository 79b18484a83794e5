import {createHash} from 'node:crypto'
import {chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {commitAll, type Ended, readSnapshot, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, writeFiles} from '../support/temporary-repository.ts'

const manifest = `[package]
name = "host"
version = "0.1.0"
edition = "2021"
rust-version = "1.75"

[dependencies]
wasmtime = "25.0"
`
/** Nothing is compiled: two steps that only edit files. */
const upgrade = ['run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust', 'raise-family']
const files = {'Cargo.toml': manifest, 'src/lib.rs': '', 'rust-toolchain.toml': '[toolchain]\nchannel = "1.75"\n'}

async function repositoryWith(more: Readonly<Record<string, string>> = {}, root = temporaryFolder()): Promise<string> {
  writeFiles(root, {...files, ...more})
  await commitAll(root)
  git(root, 'config', 'user.name', 'Ada')
  git(root, 'config', 'user.email', 'ada@example.org')
  return root
}

function wizard(root: string, args: readonly string[] = upgrade, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return runProgram(args, {cwd: root, env: {CARGO_HOME: temporaryFolder(), ...env}})
}

/** path → hash of everything in git's own folder but the list of what it is to overlook. */
function gitFolderOf(root: string): Readonly<Record<string, string>> {
  const folder = path.join(root, '.git')
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(
    name => name !== 'info/exclude' && statSync(path.join(folder, name)).isFile(),
  )
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex')
  return Object.fromEntries(names.toSorted().map(name => [name, hash(name)]))
}

const subjects = (root: string) => git(root, 'log', '--format=%s').trim().split('\n')

test('a run and an undo leave every byte of git’s own folder alone: refs, reflogs, stash, index, HEAD', async () => {
  const root = await repositoryWith({'mine.txt': 'mine\n', 'half.txt': 'half\n'})
  writeFiles(root, {'stashed.txt': 'stashed\n'})
  git(root, 'stash', 'push', '-q', '--include-untracked')
  writeFiles(root, {'mine.txt': 'staged\n'})
  git(root, 'add', 'mine.txt')
  writeFiles(root, {'half.txt': 'edited\n', 'untracked.txt': ''})
  const before = {folder: gitFolderOf(root), tree: await readSnapshot(root)}

  expect((await wizard(root)).code).toBe(0)
  expect(gitFolderOf(root)).toEqual(before.folder)
  expect(git(root, 'diff', '--name-only')).toBe('Cargo.toml\nhalf.txt\nrust-toolchain.toml\n')
  const index = gitFolderOf(root)
  expect((await wizard(root, ['undo', '--all'])).code).toBe(0)

  expect(gitFolderOf(root)).toEqual(index)
  expect(await readSnapshot(root)).toEqual(before.tree)
})

describe('with --commit-steps and --branch', () => {
  test('a whole run is a branch of one commit a step, and undo names both and deletes neither', async () => {
    const root = await repositoryWith({'mine.txt': 'mine\n'})
    writeFiles(root, {'mine.txt': 'staged\n'})
    git(root, 'add', 'mine.txt')

    const ended = await wizard(root, [...upgrade, '--branch', 'upgrade-wasmtime', '--commit-steps'])

    expect({code: ended.code, subjects: subjects(root)}).toEqual({
      code: 0,
      subjects: [
        'Raise wasmtime and its family to 36.0.14',
        'Raise Rust to 1.86 wherever a lower one is stated',
        'before',
      ],
    })
    expect(git(root, 'branch', '--show-current')).toBe('upgrade-wasmtime\n')
    expect(git(root, 'rev-list', '--count', 'main')).toBe('1\n')
    expect(git(root, 'show', '--format=', '--name-only', 'HEAD~1')).toBe('Cargo.toml\nrust-toolchain.toml\n')
    expect(git(root, 'status', '--porcelain')).toBe('M  mine.txt\n')
    const [later, earlier] = git(root, 'log', '--format=%h', '--abbrev=9', '-2').trim().split('\n')
    const {stdout: report} = await wizard(root, ['report'])
    expect(report).toContain(`(commit \`${earlier}\`)`)
    // The same command goes on with what is done; another branch is another plan.
    expect((await wizard(root, [...upgrade, '--branch', 'upgrade-wasmtime', '--commit-steps'])).code).toBe(0)
    expect((await wizard(root, [...upgrade, '--branch', 'other'])).code).toBe(3)

    const undone = await wizard(root, ['undo', '--all'])

    expect(undone.code).toBe(0)
    expect(undone.stderr).toContain('git switch main && git branch --delete upgrade-wasmtime')
    expect(undone.stderr).toContain(`git stash push && git revert --no-edit ${later} ${earlier}`)
    expect(subjects(root)).toHaveLength(3)
    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toBe(manifest)
    expect(git(root, 'diff', '--name-only', 'main', '--', '.', ':!mine.txt')).toBe('')
  })

  test('a hook that refuses stops a run that nobody attends, with its words and the ways on', async () => {
    const root = await repositoryWith()
    const hook = path.join(root, '.git/hooks/pre-commit')
    writeFiles(root, {'.git/hooks/pre-commit': ''})
    writeFileSync(hook, '#!/bin/sh\necho "no commits on a Sunday" >&2\nexit 1\n', {mode: 0o755})
    chmodSync(hook, 0o755)

    const refused = await wizard(root, [...upgrade, '--commit-steps'])

    expect(refused.code).toBe(10)
    expect(refused.stderr).toContain('no commits on a Sunday')
    expect(refused.stderr).toContain('upgrade-wizard run --yes --on-failure continue')
    const goneOn = await wizard(root, [...upgrade, '--commit-steps', '--on-failure', 'continue'])
    expect({code: goneOn.code, subjects: subjects(root)}).toEqual({code: 0, subjects: ['before']})
    expect(git(root, 'diff', '--name-only')).toBe('Cargo.toml\nrust-toolchain.toml\n')
  })

  test('changes that would get into a step’s commit are refused before anything is written', async () => {
    const root = await repositoryWith()
    writeFiles(root, {'Cargo.toml': `${manifest}# mine\n`})

    const ended = await wizard(root, [...upgrade, '--commit-steps'])

    expect(ended.code).toBe(3)
    expect(ended.stderr).toContain('Changed and not committed: Cargo.toml.')
    expect(existsSync(path.join(root, '.upgrade-wizard/state.jsonl'))).toBe(false)
    expect(git(root, 'diff', '--name-only')).toBe('Cargo.toml\n')
  })
})

test('while a rebase is under way nothing is written, looking works, and undo warns', async () => {
  const root = await repositoryWith()
  expect((await wizard(root)).code).toBe(0)
  git(root, 'commit', '-q', '-a', '-m', 'Upgraded by hand')
  // What `git rebase --edit-todo` and its like go by.
  writeFiles(root, {'.git/rebase-merge/head-name': 'refs/heads/main\n'})

  const refused = await wizard(root, [...upgrade, '--fresh'])

  expect(refused.code).toBe(3)
  expect(refused.stderr).toContain('→ To finish it: git rebase --continue')
  expect((await wizard(root, ['plan', '--offline', '--wasmtime', '36'])).code).toBe(0)
  expect((await wizard(root, ['status'])).code).toBe(0)
  const undone = await wizard(root, ['undo', '--all'])
  expect(undone.code).toBe(0)
  expect(undone.stderr).toContain('! A rebase is under way in this repository')
})
