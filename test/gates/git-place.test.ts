import {execFileSync, spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {readGitPlace} from '../../src/gates/git-place.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, initGit, temporaryRepository, writeFiles} from '../support/temporary-repository.ts'

const placeIn = (root: string) => readGitPlace(createPrograms(), machineFiles, root)

/** A repository whose two branches changed the same line in two commits each. */
async function quarrel(): Promise<string> {
  const {root} = await temporaryRepository({'a.txt': 'start\n'})
  initGit(root)
  git(root, 'switch', '-q', '-c', 'theirs')
  for (const text of ['one', 'two']) {
    writeFiles(root, {'a.txt': `their ${text}\n`})
    git(root, 'commit', '-q', '-a', '-m', `Their ${text}`)
  }
  git(root, 'switch', '-q', 'main')
  writeFiles(root, {'a.txt': 'ours\n'})
  git(root, 'commit', '-q', '-a', '-m', 'Ours')
  return root
}

/** Begins what stops in the middle. */
function begin(root: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  const env = {...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null'}
  expect(spawnSync('git', [...identity, ...args], {cwd: root, env}).status).not.toBe(0)
}

describe('git’s place in a folder', () => {
  test('is a branch and a commit, also in a folder below and in a linked worktree', async () => {
    const {root} = await temporaryRepository({'rust/Cargo.toml': ''})
    initGit(root)
    const head = git(root, 'rev-parse', 'HEAD').trim()
    const linked = path.join(temporaryFolder(), 'linked')
    git(root, 'worktree', 'add', '-q', '-b', 'other', linked)

    expect(await placeIn(path.join(root, 'rust'))).toEqual({
      kind: 'repository',
      gitFolder: path.join(root, '.git'),
      branch: 'main',
      head,
    })
    expect(await placeIn(linked)).toMatchObject({
      gitFolder: path.join(root, '.git/worktrees/linked'),
      branch: 'other',
      head,
    })
  })

  test('has no commit where none was made yet, and no branch where HEAD is detached', async () => {
    const {root} = await temporaryRepository({})
    git(root, 'init', '-q', '-b', 'main')
    expect(await placeIn(root)).toMatchObject({branch: 'main', head: null})

    git(root, 'commit', '-q', '--allow-empty', '-m', 'Start')
    git(root, 'switch', '-q', '--detach')
    expect(await placeIn(root)).toMatchObject({branch: null, head: git(root, 'rev-parse', 'HEAD').trim()})
  })

  test('is none outside of a repository and without git', async () => {
    const root = temporaryFolder()
    expect(await placeIn(root)).toEqual({kind: 'none', hasGit: true})

    vi.stubEnv('PATH', root)
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await placeIn(root)).toEqual({kind: 'none', hasGit: false})
  })

  test('is a worktree’s of a bare repository as well, and none in the bare repository itself', async () => {
    const {root} = await temporaryRepository({'a.txt': ''})
    initGit(root)
    const bare = path.join(temporaryFolder(), 'bare.git')
    git(root, 'clone', '-q', '--bare', root, bare)
    const linked = path.join(path.dirname(bare), 'linked')
    git(bare, 'worktree', 'add', '-q', linked, 'main')

    expect(await placeIn(linked)).toMatchObject({kind: 'repository', branch: 'main'})
    expect(await placeIn(bare)).toEqual({kind: 'none', hasGit: true})
  })

  test('is refused with the way out where the folder belongs to somebody else', async () => {
    const {root} = await temporaryRepository({})
    initGit(root)
    // What git asks its own tests with: as if another user owned the folder.
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1')
    onTestFinished(() => void vi.unstubAllEnvs())

    expect(await placeIn(root)).toMatchObject({
      kind: 'refused',
      problem: {
        code: 'git-refuses',
        title: 'git refuses this repository: it belongs to another user',
        nextSteps: [`If you trust it: git config --global --add safe.directory ${root}`, expect.any(String)],
      },
    })
  })

  test('is refused with git’s words where its configuration is broken', async () => {
    const {root} = await temporaryRepository({})
    initGit(root)
    writeFileSync(path.join(root, '.git/config'), '[core\n')

    expect(await placeIn(root)).toMatchObject({
      kind: 'refused',
      problem: {title: 'git does not answer about this repository', detail: expect.stringContaining('bad config')},
    })
  })

  test('is not led elsewhere by the environment that a hook of another repository sets', async () => {
    const [here, elsewhere] = [await temporaryRepository({}), await temporaryRepository({})]
    initGit(here.root)
    initGit(elsewhere.root)
    git(elsewhere.root, 'switch', '-q', '-c', 'elsewhere')
    vi.stubEnv('GIT_DIR', path.join(elsewhere.root, '.git'))
    vi.stubEnv('GIT_WORK_TREE', elsewhere.root)
    vi.stubEnv('GIT_INDEX_FILE', path.join(elsewhere.root, 'index'))
    onTestFinished(() => void vi.unstubAllEnvs())

    expect(await placeIn(here.root)).toMatchObject({gitFolder: path.join(here.root, '.git'), branch: 'main'})
  })
})

describe('what is under way', () => {
  const title = async (root: string) => {
    const place = await placeIn(root)
    return place.kind === 'repository' ? place.busy?.title : place.kind
  }
  const nextSteps = async (root: string) => {
    const place = await placeIn(root)
    return place.kind === 'repository' ? place.busy?.nextSteps.slice(0, 2) : place.kind
  }

  test('is nothing in a quiet repository', async () => {
    expect(await title(await quarrel())).toBeUndefined()
  })

  test.each([
    [['rebase', '-q', '--merge', 'theirs'], 'A rebase', 'rebase'],
    [['rebase', '-q', '--apply', 'theirs'], 'A rebase', 'rebase'],
    [['merge', '-q', 'theirs'], 'A merge', 'merge'],
    [['cherry-pick', 'theirs'], 'A cherry-pick', 'cherry-pick'],
    [['cherry-pick', 'theirs~1', 'theirs'], 'A cherry-pick', 'cherry-pick'],
    [['revert', '--no-edit', 'theirs'], 'A revert', 'revert'],
  ])('%j is named, with how to end it', async (args, what, command) => {
    const root = await quarrel()
    begin(root, ...args)

    expect(await title(root)).toBe(`${what} is under way in this repository`)
    expect(await nextSteps(root)).toEqual([
      `To finish it: git ${command} --continue`,
      `To give it up: git ${command} --abort`,
    ])
  })

  test('is a revert of several also between two of them', async () => {
    const root = await quarrel()
    begin(root, 'revert', '--no-edit', 'theirs', 'theirs~1')
    writeFiles(root, {'a.txt': 'mended\n'})
    git(root, 'commit', '-q', '-a', '-m', 'Reverted by hand')

    expect(await title(root)).toBe('A revert is under way in this repository')
  })

  test('is a mail that doesn’t apply', async () => {
    const root = await quarrel()
    const mail = path.join(temporaryFolder(), 'mail')
    writeFileSync(mail, git(root, 'format-patch', '--stdout', 'theirs~1..theirs'))
    begin(root, 'am', '-q', mail)

    expect(await title(root)).toBe('Applying mails is under way in this repository')
    expect(await nextSteps(root)).toEqual(['To finish it: git am --continue', 'To give it up: git am --abort'])
  })

  test('is a bisect', async () => {
    const root = await quarrel()
    git(root, 'bisect', 'start', '-q', 'main', 'main~1')

    expect((await nextSteps(root))?.[0]).toBe('To end it: git bisect reset')
  })

  test('is that of the linked worktree, not of the one beside it', async () => {
    const root = await quarrel()
    const linked = path.join(temporaryFolder(), 'linked')
    git(root, 'worktree', 'add', '-q', linked, 'theirs')
    begin(linked, 'merge', '-q', 'main')

    expect(await title(linked)).toBe('A merge is under way in this repository')
    expect(await title(root)).toBeUndefined()
  })
})

test('asking runs no program that the repository’s own configuration names', async () => {
  const {root} = await temporaryRepository({'a.txt': 'start\n'})
  initGit(root)
  const trap = path.join(root, '.git/trap')
  mkdirSync(path.join(root, '.git/hooks'), {recursive: true})
  writeFileSync(trap, `#!/bin/sh\ntouch "${root}/sprung"\n`, {mode: 0o755})
  for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman'])
    writeFileSync(path.join(root, '.git/hooks', hook), `#!/bin/sh\ntouch "${root}/sprung"\n`, {mode: 0o755})
  git(root, 'config', 'core.fsmonitor', trap)
  git(root, 'config', 'diff.external', trap)
  writeFiles(root, {'a.txt': 'edited\n'})

  await placeIn(root)
  const {readGitState} = await import('../../src/scan/git-state.ts')
  const {openTree} = await import('../../src/system/tree.ts')
  expect(await readGitState(createPrograms(), root)).toMatchObject({dirty: ['a.txt']})
  expect(await (await openTree(root)).list()).toEqual(['a.txt'])

  // The trap is a real one: git itself falls into it.
  execFileSync('git', ['status', '--porcelain'], {cwd: root})
  expect(await (await openTree(root)).list()).toContain('sprung')
})
