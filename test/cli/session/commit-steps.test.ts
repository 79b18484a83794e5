import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import type {Ask} from '../../../src/domain/question.ts'
import {runPlan} from '../../../src/engine/run-plan.ts'
import {committingWorld, first, open, run, start} from '../../support/committing-world.ts'
import {acceptAll, Crash, scripted, type World} from '../../support/engine-world.ts'
import {git} from '../../support/temporary-repository.ts'

function hook(world: World, name: string, script: string): void {
  const file = path.join(world.root, '.git/hooks', name)
  mkdirSync(path.dirname(file), {recursive: true})
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

/** Somebody who takes whatever is recommended, until a commit is refused. */
const untilRefused: Ask = async question =>
  question.subject.kind === 'refused-commit' ? undefined : acceptAll(question)

const subjects = ({root}: World) => git(root, 'log', '--format=%s').trim().split('\n')
const filesIn = ({root}: World, commit: string) =>
  git(root, 'show', '--format=', '--name-status', '--no-renames', commit).trim().split('\n')
const status = ({root}: World) => git(root, 'status', '--porcelain')

test('each accepted step is one commit with its files, by whoever git says, and why it was done', async () => {
  const world = await committingWorld()

  expect((await run(world)).end).toEqual({kind: 'done'})

  expect(subjects(world)).toEqual(['Step second', 'Step first', 'Start'])
  expect(filesIn(world, 'HEAD~1')).toEqual(['A\tnew.txt', 'M\tone.txt'])
  expect(filesIn(world, 'HEAD')).toEqual(['M\tone.txt', 'M\ttwo.txt'])
  expect(git(world.root, 'log', '-1', '--format=%an <%ae>%n%B')).toBe(
    'Ada <ada@example.org>\nStep second\n\nbecause\n\n',
  )
  expect(git(world.root, 'show', 'HEAD:one.txt')).toBe('first\n2\nsecond\n')
  expect(status(world)).toBe('')
})

test('what somebody else has changed, staged or not, stays as it is', async () => {
  const world = await committingWorld({...start, 'half.txt': 'x\ny\n', 'gone.txt': ''})
  await world.write('mine.txt', 'staged\n')
  git(world.root, 'add', 'mine.txt')
  git(world.root, 'rm', '-q', '--cached', 'gone.txt')
  await world.write('half.txt', 'edited\n')
  await world.write('untracked.txt', '')
  const before = status(world)

  await run(world)

  expect(status(world)).toBe(before)
  expect(git(world.root, 'diff', '--cached', '--name-status')).toBe('D\tgone.txt\nM\tmine.txt\n')
  expect(filesIn(world, 'HEAD')).toEqual(['M\tone.txt', 'M\ttwo.txt'])
})

test('the session knows its commits, and another start makes none twice', async () => {
  const world = await committingWorld()
  await run(world)

  const {session} = (await open(world)).journal
  const [later, earlier] = git(world.root, 'log', '--format=%H', '-2').trim().split('\n')

  expect(session?.commits).toEqual([
    {step: 'first', commit: earlier},
    {step: 'second', commit: later},
  ])
  await run(world)
  expect(subjects(world)).toHaveLength(3)
})

test('a kill between a commit and its record: the commit is found and not made again', async () => {
  const quiet = await open(await committingWorld(start, [first]))
  await runPlan(quiet)
  const world = await committingWorld(start, [first])
  // The last two effects are the record of the commit and the end of the session.
  const cut = await run(world, {crashAt: quiet.effects() - 2}).catch((error: unknown) => error)
  expect(cut).toBeInstanceOf(Crash)
  expect(subjects(world)).toEqual(['Step first', 'Start'])

  const {end, ctx} = await run(world)

  expect(end).toEqual({kind: 'done'})
  expect(subjects(world)).toEqual(['Step first', 'Start'])
  expect(ctx.journal.session?.commits).toEqual([{step: 'first', commit: git(world.root, 'rev-parse', 'HEAD').trim()}])
  expect(status(world)).toBe('')
})

describe('a hook', () => {
  test('that refuses is heard: its words, and the question again until it passes', async () => {
    const world = await committingWorld()
    hook(world, 'pre-commit', 'test -e allowed || { echo "no commits on a Sunday" >&2; exit 1; }')
    const refused = await run(world, {ask: untilRefused})
    expect(refused.end).toMatchObject({
      kind: 'waiting',
      question: {
        id: 'commit:first',
        subject: {problem: {code: 'commit-refused', detail: 'no commits on a Sunday'}},
        recommended: 'retry',
      },
    })
    expect(subjects(world)).toEqual(['Start'])
    expect(status(world)).toBe(' M one.txt\n?? new.txt\n')

    await world.write('allowed', '')
    expect((await run(world)).end).toEqual({kind: 'done'})
    expect(subjects(world)).toEqual(['Step second', 'Step first', 'Start'])
  })

  test('that refuses for good is gone on without: the files stay, and the next commit has only its own', async () => {
    const world = await committingWorld()
    hook(world, 'commit-msg', 'if grep -q first "$1"; then exit 1; fi')
    const ask = scripted([
      ['before:first', 'apply'],
      ['after:first', 'accept'],
      ['commit:first', 'go-on'],
      ['before:second', 'apply'],
      ['after:second', 'accept'],
    ])

    const {end, ctx} = await run(world, {ask})

    expect(end).toEqual({kind: 'done'})
    expect(subjects(world)).toEqual(['Step second', 'Start'])
    expect(ctx.journal.session?.steps.map(({commit}) => commit)).toEqual([
      null,
      git(world.root, 'rev-parse', 'HEAD').trim(),
    ])
    expect(status(world)).toBe('?? new.txt\n')
  })

  test('that mends the step’s files is asked once more, and what it made of them is the step’s', async () => {
    const world = await committingWorld()
    hook(world, 'pre-commit', 'grep -q formatted one.txt || { echo formatted >>one.txt; echo mended >&2; exit 1; }')

    const {end, ctx} = await run(world)

    expect(end).toEqual({kind: 'done'})
    expect(git(world.root, 'show', 'HEAD~1:one.txt')).toBe('first\n2\n3\nformatted\n')
    expect(status(world)).toBe('')
    const {undoSteps} = await import('../../../src/engine/undo-steps.ts')
    await undoSteps(ctx, {asked: ['first', 'second'], reason: 'undo', by: 'tester'})
    expect(await world.files()).toEqual(start)
  })

  test('that stages what it changes is respected, and named where it is another’s file', async () => {
    const world = await committingWorld()
    hook(world, 'pre-commit', 'echo formatted >>one.txt; echo log >>mine.txt; git add one.txt mine.txt')
    const said: string[] = []
    const ctx = await open(world)

    await runPlan({...ctx, say: line => said.push(line)})

    expect(filesIn(world, 'HEAD~1')).toEqual(['M\tmine.txt', 'A\tnew.txt', 'M\tone.txt'])
    expect(said).toContain('mine.txt is in the commit as well: a hook put it there')
    expect(status(world)).toBe('')
  })

  test('writes into the message as it would for anybody', async () => {
    const world = await committingWorld()
    hook(world, 'prepare-commit-msg', 'echo "Ticket: 7" >>"$1"')

    await run(world)

    expect(git(world.root, 'log', '-1', '--format=%B')).toBe('Step second\n\nbecause\nTicket: 7\n\n')
  })
})

test('a step isn’t begun whose commit would take along what somebody changed in its files', async () => {
  const world = await committingWorld()
  await world.write('two.txt', 'my own\nb\nc\n')

  const {end, ctx} = await run(world)

  expect(end).toEqual({kind: 'quit'})
  expect(ctx.journal.session?.steps[1]?.state).toMatchObject({
    status: 'blocked',
    problem: {code: 'commit-mixed', detail: 'Changed and not committed: two.txt.'},
  })
  expect(subjects(world)).toEqual(['Step first', 'Start'])
})

test('an edit made by hand between proof and commit is asked about, and goes in only when somebody says so', async () => {
  const world = await committingWorld(start, [first])
  const ask = scripted([
    ['before:first', 'apply'],
    ['after:first', 'accept'],
    ['commit:first', 'adopt'],
  ])
  const editing: typeof ask = Object.assign(
    async (question: Parameters<typeof ask>[0]) => {
      if (question.id === 'after:first') await world.write('one.txt', 'first\nby hand\n3\n')
      return ask(question)
    },
    {left: ask.left},
  )

  expect((await run(world, {ask: editing})).end).toEqual({kind: 'done'})

  expect(git(world.root, 'show', 'HEAD:one.txt')).toBe('first\nby hand\n3\n')
})

test('files that git ignores, or never got, stay out of the commit', async () => {
  const world = await committingWorld({...start, '.gitignore': 'new.txt\n'})
  git(world.root, 'rm', '-q', '--cached', 'two.txt')
  git(world.root, 'commit', '-q', '-m', 'Without two.txt')
  const said: string[] = []

  await runPlan({...(await open(world)), say: line => said.push(line)})

  expect(filesIn(world, 'HEAD~1')).toEqual(['M\tone.txt'])
  expect(filesIn(world, 'HEAD')).toEqual(['M\tone.txt'])
  expect(said).toContain('two.txt isn’t tracked by git: it stays out of the commit')
})

test('a commit isn’t made in the middle of what somebody began meanwhile', async () => {
  const world = await committingWorld()
  git(world.root, 'bisect', 'start', '-q')

  expect((await run(world, {ask: untilRefused})).end).toMatchObject({
    kind: 'waiting',
    question: {subject: {problem: {code: 'git-busy'}}},
  })
})

describe('commits are the same', () => {
  test('where the environment would lead git elsewhere', async () => {
    const world = await committingWorld()
    vi.stubEnv('GIT_INDEX_FILE', path.join(world.root, '.git/elsewhere'))
    vi.stubEnv('GIT_DIR', path.join(world.root, '.git/nowhere'))
    onTestFinished(() => void vi.unstubAllEnvs())

    expect((await run(world)).end).toEqual({kind: 'done'})

    vi.unstubAllEnvs()
    expect(subjects(world)).toHaveLength(3)
    expect(status(world)).toBe('')
  })

  test('where git turns line ends around: only the edited lines differ', async () => {
    const crlf = Object.fromEntries(Object.entries(start).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]))
    for (const autocrlf of ['true', 'input']) {
      const steps = [{id: 'first', lines: {'one.txt': {0: 'first\r'}}}]
      const world = await committingWorld(crlf, steps)
      git(world.root, 'config', 'core.autocrlf', autocrlf)

      await run(world)

      expect(git(world.root, 'show', '--format=', '--numstat', 'HEAD')).toBe('1\t1\tone.txt\n')
      expect(status(world)).toBe('')
    }
  })

  test('in a sparse checkout: what isn’t there stays as it is', async () => {
    const world = await committingWorld()
    git(world.root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/mine.txt')

    await run(world)

    expect(filesIn(world, 'HEAD')).toEqual(['M\tone.txt', 'M\ttwo.txt'])
    expect(git(world.root, 'ls-files', '-t', 'mine.txt')).toBe('S mine.txt\n')
    expect(status(world)).toBe('')
  })
})
