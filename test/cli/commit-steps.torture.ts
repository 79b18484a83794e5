import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {commitSteps} from '../../src/cli/commit-steps.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {Crash, createWorld, expected, type MadeUpStep, type World} from '../support/engine-world.ts'
import {git} from '../support/temporary-repository.ts'

const start = {'one.txt': '1\n2\n3\n', 'two.txt': 'a\nb\nc\n', 'mine.txt': 'mine\n'}
const first: MadeUpStep = {id: 'first', lines: {'one.txt': {0: 'first'}, 'new.txt': {0: 'made'}}}
const second: MadeUpStep = {id: 'second', lines: {'one.txt': {2: 'second'}, 'two.txt': {1: 'second'}}, byCommand: true}

/** A repository whose steps become commits. */
async function committingWorld(
  files: Readonly<Record<string, string>> = start,
  steps: readonly MadeUpStep[] = [first, second],
) {
  const world = await createWorld(files, steps)
  onTestFinished(world.close)
  const {root} = world
  git(root, 'init', '-q', '-b', 'main')
  git(root, 'config', 'user.name', 'Ada')
  git(root, 'config', 'user.email', 'ada@example.org')
  writeFileSync(path.join(root, '.git/info/exclude'), '.upgrade-wizard/*\n')
  git(root, 'add', '--all')
  git(root, 'commit', '-q', '-m', 'Start')
  return world
}

const env = {programs: createPrograms(), files: machineFiles}
type Options = Parameters<World['open']>[0]
const open = (world: World, options: Options = {}) =>
  world.open({...options, commits: (tree, session) => commitSteps(env, tree, session)})

async function run(world: World, options: Options = {}) {
  const ctx = await open(world, options)
  return {end: await runPlan(ctx), ctx}
}

test('a crash at any effect, then going on: each step is committed once, and nothing is left over', async () => {
  const quiet = await open(await committingWorld())
  await runPlan(quiet)

  for (let crashAt = 0; crashAt < quiet.effects(); crashAt++) {
    const world = await committingWorld()
    await world.write('mine.txt', 'staged\n')
    git(world.root, 'add', 'mine.txt')
    const cut = await run(world, {crashAt}).catch((error: unknown) => error)
    expect(cut).toBeInstanceOf(Crash)

    expect((await run(world)).end, `crash at effect ${crashAt}`).toEqual({kind: 'done'})

    expect(git(world.root, 'log', '--format=%s').trim().split('\n')).toEqual(['Step second', 'Step first', 'Start'])
    expect(git(world.root, 'status', '--porcelain')).toBe('M  mine.txt\n')
    expect(await world.files()).toEqual({...expected(start, [first, second]), 'mine.txt': 'staged\n'})
  }
}, 600_000)
