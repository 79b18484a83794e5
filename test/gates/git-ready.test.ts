import path from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {branchInTheWay} from '../../src/gates/git-branch.ts'
import {readGitPlace} from '../../src/gates/git-place.ts'
import {gitReady} from '../../src/gates/git-ready.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, initGit, temporaryRepository} from '../support/temporary-repository.ts'

const programs = createPrograms()

async function repository(): Promise<string> {
  const {root} = await temporaryRepository({'a.txt': ''})
  initGit(root)
  git(root, 'config', 'user.name', 'Ada')
  git(root, 'config', 'user.email', 'ada@example.org')
  return root
}

async function codeOf(root: string, makesBranch = false): Promise<string | undefined> {
  const place = await readGitPlace(programs, machineFiles, root)
  return (await gitReady(programs, root, place, {makesBranch}))?.code
}

async function branchCode(root: string, name: string): Promise<string | undefined> {
  return (await branchInTheWay(programs, root, await readGitPlace(programs, machineFiles, root), name))?.code
}

describe('steps can be committed', () => {
  test('on a branch, by somebody whom git knows', async () => {
    expect(await codeOf(await repository())).toBeUndefined()
  })

  test('not without git, a commit to stand on, or a branch to belong to', async () => {
    const root = await repository()
    const {root: unborn} = await temporaryRepository({})
    git(unborn, 'init', '-q')

    expect(await codeOf(temporaryFolder())).toBe('git-missing')
    expect(await codeOf(unborn)).toBe('git-no-commit')
    git(root, 'switch', '-q', '--detach')
    expect(await codeOf(root)).toBe('git-detached')
    expect(await codeOf(root, true)).toBeUndefined()
    git(root, 'bisect', 'start', '-q')
    expect(await codeOf(root)).toBe('git-busy')
  })

  test('not by nobody', async () => {
    const root = await repository()
    git(root, 'config', '--unset', 'user.name')
    git(root, 'config', '--unset', 'user.email')
    git(root, 'config', 'user.useConfigOnly', 'true')
    for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM']) vi.stubEnv(name, '/dev/null')
    onTestFinished(() => void vi.unstubAllEnvs())

    expect(await codeOf(root)).toBe('git-identity')
  })
})

describe('a branch', () => {
  test('can be made by any name that git takes and nobody has', async () => {
    const root = await repository()

    expect(await branchCode(root, 'upgrade/wasmtime-36')).toBeUndefined()
    expect(await branchCode(root, 'main')).toBeUndefined()
    git(root, 'branch', 'taken')
    expect(await branchCode(root, 'taken')).toBe('branch-exists')
    expect(await branchCode(temporaryFolder(), 'any')).toBe('git-missing')
  })

  test.each(['-d', '--force', 'a b', 'a..b', '@{-1}', 'a~1', '.a', 'a.lock', 'a/', 'HEAD'])(
    'is not called %j',
    async name => {
      expect(await branchCode(await repository(), name)).toBe('branch-not-a-name')
    },
  )

  test('can be made before the first commit', async () => {
    const {root} = await temporaryRepository({})
    git(root, 'init', '-q', '-b', 'main')

    expect(await branchCode(root, 'other')).toBeUndefined()
  })
})

test('a linked worktree is as ready as the repository', async () => {
  const root = await repository()
  const linked = path.join(temporaryFolder(), 'linked')
  git(root, 'worktree', 'add', '-q', '-b', 'other', linked)

  expect(await codeOf(linked)).toBeUndefined()
})
