import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {onTestFinished} from 'vitest'
import {commitSteps} from '../../src/cli/session/commit-steps.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {createWorld, type MadeUpStep, type World} from './engine-world.ts'
import {git} from './temporary-repository.ts'

export const start = {'one.txt': '1\n2\n3\n', 'two.txt': 'a\nb\nc\n', 'mine.txt': 'mine\n'}
export const first: MadeUpStep = {id: 'first', lines: {'one.txt': {0: 'first'}, 'new.txt': {0: 'made'}}}
export const second: MadeUpStep = {
  id: 'second',
  lines: {'one.txt': {2: 'second'}, 'two.txt': {1: 'second'}},
  byCommand: true,
}

/** A repository whose steps become commits. */
export async function committingWorld(
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
export type Options = Parameters<World['open']>[0]
export const open = (world: World, options: Options = {}) =>
  world.open({...options, commits: (tree, session) => commitSteps(env, tree, session)})

export async function run(world: World, options: Options = {}) {
  const ctx = await open(world, options)
  return {end: await runPlan(ctx), ctx}
}
