import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {waysBack} from '../../../src/cli/undo/ways-back.ts'
import {runPlan} from '../../../src/engine/run-plan.ts'
import type {JournalView} from '../../../src/journal/journal.ts'
import type {Session} from '../../../src/journal/session.ts'
import {committingWorld, first, type open, run, start} from '../../support/committing-world.ts'
import type {MadeUpStep} from '../../support/engine-world.ts'
import {git} from '../../support/temporary-repository.ts'

type World = Awaited<ReturnType<typeof committingWorld>>
type Ctx = Awaited<ReturnType<typeof open>>

const ignoredLock: MadeUpStep = {id: 'second', lines: {'ignored.lock': {0: 'locked'}}}
const changed = [
  {path: 'new.txt', wasThere: false},
  {path: 'one.txt', wasThere: true},
]

/** The journal as if the session had been started at this commit. */
function startedAt({journal}: Ctx, head: string): JournalView & {readonly session: Session} {
  if (journal.session === undefined) throw new Error('no session')
  return {content: journal.content, session: {...journal.session, git: {branch: 'main', head}}}
}

const type = (world: World, commands: readonly string[]) =>
  commands.map(command =>
    execFileSync('sh', ['-c', command.replace(/^git /, `git -c user.name=Ada -c user.email=a@b `)], {cwd: world.root}),
  )

test('the commands of git bring back what git has, and what it hasn’t is named', async () => {
  const world = await committingWorld({...start, 'ignored.lock': 'old\n'}, [first, ignoredLock])
  git(world.root, 'rm', '--cached', '-q', 'ignored.lock')
  git(world.root, 'commit', '-q', '-m', 'Forget the lockfile')
  const head = git(world.root, 'rev-parse', 'HEAD').trim()
  const ctx = await world.open()
  await runPlan(ctx)

  const all = [...changed, {path: 'ignored.lock', wasThere: true}]
  const {undo, git: way} = await waysBack(ctx, ctx.tree, startedAt(ctx, head), all)

  expect(undo).toEqual([
    {command: 'upgrade-wizard undo --all', title: 'Everything', steps: 2, files: 3, refused: null, stays: []},
  ])
  expect(way).toEqual({
    commands: [`git restore --source=${head.slice(0, 12)} --staged --worktree -- one.txt`, 'rm -f -- new.txt'],
    onlyInState: ['ignored.lock'],
  })
  type(world, way?.commands ?? [])
  expect(await world.files()).toEqual({...start, 'ignored.lock': 'locked\n'})
})

test('commits of steps are reverted, the latest first, and their files left to that', async () => {
  const world = await committingWorld()
  const head = git(world.root, 'rev-parse', 'HEAD').trim()
  const {ctx} = await run(world)
  const journal = startedAt(ctx, head)
  const commits = (journal.session.commits ?? []).map(({commit}) => commit.slice(0, 12))

  const {git: way} = await waysBack(ctx, ctx.tree, journal, [...changed, {path: 'two.txt', wasThere: true}])

  expect(way).toEqual({commands: [`git revert --no-edit ${commits.toReversed().join(' ')}`], onlyInState: []})
  type(world, way?.commands ?? [])
  expect(await world.files()).toEqual(start)
})

test('what a state file calls a commit gets onto no command line unless it is one', async () => {
  const world = await committingWorld()
  const {ctx} = await run(world)

  for (const head of ['--output=/tmp/x', 'HEAD', '', '0'.repeat(40)])
    expect((await waysBack(ctx, ctx.tree, startedAt(ctx, head), changed)).git).toBeNull()
})
