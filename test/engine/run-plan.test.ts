import {chmod, link, mkdtemp, readlink, rename, rm, symlink} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, expect, test, vi} from 'vitest'
import type {Command} from '../../src/domain/command.ts'
import type {ProcessId} from '../../src/domain/ports.ts'
import type {Problem} from '../../src/domain/problem.ts'
import type {Question} from '../../src/domain/question.ts'
import type {Outcome, StepKind} from '../../src/domain/step-kind.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {acceptAll, createWorld, type MadeUpStep, modeOf, scripted, type World} from '../support/engine-world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

async function createdWorld(start: Readonly<Record<string, string>>, steps: readonly MadeUpStep[]): Promise<World> {
  const world = await createWorld(start, steps)
  worlds.push(world)
  return world
}

const statuses = ({journal}: EngineContext) =>
  Object.fromEntries(journal.session?.steps.map(step => [step.plan.id, step.state.status]) ?? [])

const failing = (): Outcome => ({
  kind: 'failed',
  problem: {code: 'made-up', title: 'It does not hold', detail: 'because', nextSteps: ['Mend it.']},
})

test('a step that has nothing to do is not needed, and nobody is asked', async () => {
  const world = await createdWorld({a: 'ONE\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const ctx = await world.open({ask: scripted([])})

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(statuses(ctx)).toEqual({first: 'not-needed'})
})

test('without an answer it waits, with nothing written, and asks the same again', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])

  for (const _ of [1, 2]) {
    const end = await runPlan(await world.open({ask: async () => undefined}))
    expect(end).toMatchObject({kind: 'waiting', question: {id: 'before:first'}})
    expect(await world.files()).toEqual({a: 'one\n'})
  }
})

test('a file that nobody may write is replaced, keeps its mode, and is told before', async () => {
  const world = await createdWorld({a: 'one\n', b: 'two\n'}, [{id: 'first', lines: {a: {0: 'ONE'}, b: {0: 'TWO'}}}])
  await chmod(path.join(world.root, 'a'), 0o444)
  const asked: Question[] = []
  const ask = scripted([
    ['before:first', 'apply'],
    ['after:first', 'accept'],
  ])
  const ctx = await world.open({
    ask: question => {
      asked.push(question)
      return ask(question)
    },
  })

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(await world.files()).toEqual({a: 'ONE\n', b: 'TWO\n'})
  expect(await modeOf(world.root, 'a')).toBe(0o444)
  const [before] = asked
  expect(before?.subject.kind === 'before-step' && before.subject.summary.split('\n').slice(1)).toEqual([
    'a: it is read-only; it is replaced, and the new one is read-only as well',
  ])
})

test('links within the repository and other names of a file are told before; what a link leads to is written', async () => {
  const world = await createdWorld({real: 'one\n', b: 'two\n'}, [
    {id: 'first', lines: {link: {0: 'ONE'}, 'second-link': {0: 'ONE'}, b: {0: 'TWO'}}},
  ])
  for (const name of ['link', 'second-link']) await symlink('real', path.join(world.root, name))
  await link(path.join(world.root, 'b'), path.join(world.root, 'twin'))
  const asked: Question[] = []
  const ctx = await world.open({
    ask: question => {
      asked.push(question)
      return acceptAll(question)
    },
  })

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(await world.files()).toEqual({real: 'ONE\n', link: 'ONE\n', 'second-link': 'ONE\n', b: 'TWO\n', twin: 'two\n'})
  expect(await readlink(path.join(world.root, 'link'))).toBe('real')
  const [before] = asked
  expect(before?.subject.kind === 'before-step' && before.subject.summary.split('\n').slice(1)).toEqual([
    'link: it is a link; real, to which it leads, is written',
    'second-link: it is a link; real, to which it leads, is written',
    'b: it has another name (hard links); there the old content stays',
  ])
  await undoSteps(await world.open(), {asked: ['first'], reason: 'undo', by: 'tester'})
  expect(await world.files()).toEqual({real: 'one\n', link: 'one\n', 'second-link': 'one\n', b: 'two\n', twin: 'two\n'})
})

test('what stands in the way of a step is asked about, and what was mended by then goes on', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const outside = await mkdtemp(path.join(tmpdir(), 'uw-outside-'))
  await rename(path.join(world.root, 'a'), path.join(outside, 'a'))
  await symlink(path.join(outside, 'a'), path.join(world.root, 'a'))
  const problems: Problem[] = []
  const ctx = await world.open({
    async ask(question) {
      if (question.subject.kind !== 'blocked-step') return acceptAll(question)
      problems.push(question.subject.problem)
      await rename(path.join(outside, 'a'), path.join(world.root, 'a'))
      return {option: 'retry', by: 'tester'}
    },
  })

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(problems).toMatchObject([{code: 'link-leads-out', path: 'a'}])
  expect(await world.files()).toEqual({a: 'ONE\n'})
  await rm(outside, {recursive: true})
})

test('a skipped step writes nothing and blocks those that need it', async () => {
  const world = await createdWorld({a: 'one\n'}, [
    {id: 'first', lines: {a: {0: 'ONE'}}},
    {id: 'second', lines: {b: {0: 'made'}}, needs: ['first']},
  ])
  const ask = scripted([
    ['before:first', 'skip'],
    ['blocked:second', 'skip'],
  ])
  const ctx = await world.open({ask})

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(statuses(ctx)).toEqual({first: 'skipped', second: 'skipped'})
  expect(await world.files()).toEqual({a: 'one\n'})
})

test('a failed step can be rolled back to the very bytes and started again', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}, verify: failing}])
  const ask = scripted([
    ['before:first', 'apply'],
    ['after:first', 'roll-back'],
    ['before:first', 'quit'],
  ])
  const ctx = await world.open({ask})

  expect(await runPlan(ctx)).toEqual({kind: 'quit'})

  expect(statuses(ctx)).toEqual({first: 'undone'})
  expect(await world.files()).toEqual({a: 'one\n'})
})

test('a retry starts from clean files and counts', async () => {
  const outcomes = [failing(), {kind: 'ok' as const, summary: 'holds'}]
  const world = await createdWorld({a: 'one\n'}, [
    {id: 'first', lines: {a: {0: 'ONE'}}, verify: () => outcomes.shift() ?? failing()},
  ])
  const ask = scripted([
    ['before:first', 'apply'],
    ['after:first', 'retry'],
    ['after:first', 'accept'],
  ])
  const ctx = await world.open({ask})

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(ctx.journal.session?.steps[0]).toMatchObject({attempt: 2, state: {status: 'accepted'}})
})

test('what failed can’t be accepted, but taken as it is, with the edits made by hand', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}, verify: failing}])
  await expect(
    runPlan(
      await world.open({
        ask: scripted([
          ['before:first', 'apply'],
          ['after:first', 'accept'],
        ]),
      }),
    ),
  ).rejects.toThrow('no option accept')
  await world.write('a', 'by hand\n')
  const ctx = await world.open({ask: scripted([['after:first', 'adopt']])})

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(statuses(ctx)).toEqual({first: 'accepted'})
  expect(await world.files()).toEqual({a: 'by hand\n'})
})

test('notes are kept with the name and don’t answer the question', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const ask = scripted([
    ['before:first', 'note', 'check the image'],
    ['before:first', 'apply'],
    ['after:first', 'accept'],
  ])
  const ctx = await world.open({ask})

  await runPlan(ctx)

  expect(ctx.journal.session?.notes).toMatchObject([{step: 'first', text: 'check the image', by: 'tester'}])
})

test('a file that changed between look and start is looked at again', async () => {
  const world = await createdWorld({a: 'one\ntwo\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  let asked = 0
  const ctx = await world.open({
    ask: async question => {
      if (question.id === 'before:first' && asked++ === 0) await world.write('a', 'one\nmine\n')
      return {option: question.id === 'before:first' ? 'apply' : 'accept', by: 'tester'}
    },
  })

  expect(await runPlan(ctx)).toEqual({kind: 'done'})

  expect(asked).toBe(2)
  expect(await world.files()).toEqual({a: 'ONE\nmine\n'})
})

test('quitting in the middle of a step takes it back before it leaves', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const ctx = withCommand(await world.open(), sleeper)
  const left = runPlan(ctx)
  await vi.waitUntil(() => ctx.journal.session?.steps[0]?.commands[0]?.process, {timeout: 10_000})

  ctx.interrupts.requestQuit()

  expect(await left).toEqual({kind: 'quit'})
  expect(await world.files()).toEqual({a: 'one\n'})
  expect(statuses(ctx)).toEqual({first: 'waiting'})
})

test('cancelling a command fails its step and leaves no process behind', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const ask = scripted([
    ['before:first', 'apply'],
    ['after:first', 'roll-back'],
    ['before:first', 'quit'],
  ])
  const ctx = withCommand(await world.open({ask}), sleeper)
  const left = runPlan(ctx)
  await vi.waitUntil(() => ctx.journal.session?.steps[0]?.commands[0]?.process, {timeout: 10_000})
  const marker = ctx.journal.session?.steps[0]?.commands[0]?.marker ?? ''

  ctx.interrupts.cancelStep()

  expect(await left).toEqual({kind: 'quit'})
  expect(await ctx.programs.survivors(marker)).toEqual([])
  expect(await world.files()).toEqual({a: 'one\n'})
})

test('a program that outlived its wizard is waited for before its step is taken back', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const running = await killedWhileRunning(world)
  const said: string[] = []
  const next = {...(await world.open({ask: async () => undefined})), say: (line: string) => void said.push(line)}

  const recovered = runPlan(next)
  await vi.waitUntil(() => said.length > 0, {timeout: 10_000})
  expect(await world.files()).toEqual({a: 'ONE\n'})
  process.kill(-running.pid, 'SIGKILL')

  // Taken back, and started again: that it is wanted was decided before the kill.
  expect(await recovered).toMatchObject({kind: 'waiting', question: {id: 'after:first'}})
  expect(said[0]).toContain(`pid ${running.pid}`)
})

test('a file edited by hand inside an interrupted step is asked about, never overwritten', async () => {
  const world = await createdWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const running = await killedWhileRunning(world)
  process.kill(-running.pid, 'SIGKILL')
  await world.write('a', 'mine\n')

  const end = await runPlan(await world.open({ask: async () => undefined}))

  expect(end).toMatchObject({kind: 'waiting', question: {id: 'edited:a'}})
  expect(await world.files()).toEqual({a: 'mine\n'})
})

/** A wizard that died while its step's program ran; the program lives on. */
async function killedWhileRunning(world: World): Promise<ProcessId> {
  const opened = await world.open()
  const dying = withCommand(opened, sleeper)
  runPlan(dying).catch(() => undefined)
  const running = await vi.waitUntil(() => dying.journal.session?.steps[0]?.commands[0]?.process, {timeout: 10_000})
  opened.kill()
  return running
}

const sleeper: Command['argv'] = ['sleep', '60']

/** The same context, with every step also running a command. */
function withCommand(ctx: EngineContext, argv: Command['argv']): EngineContext {
  const withSleep = (kind: StepKind): StepKind => ({
    ...kind,
    async apply(step) {
      const result = await step.run({argv, cwd: ctx.tree.root})
      return result.outcome.kind === 'exited' ? {kind: 'ok', summary: 'slept'} : failing()
    },
  })
  return {...ctx, kinds: new Map([...ctx.kinds].map(([name, kind]) => [name, withSleep(kind)]))}
}
