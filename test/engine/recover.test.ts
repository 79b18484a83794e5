import {afterEach, expect, test} from 'vitest'
import type {ProcessId} from '../../src/domain/ports.ts'
import type {Ask} from '../../src/domain/question.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import {redoStep} from '../../src/engine/redo.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {createWorld, scripted, type World} from '../support/engine-world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

const first = {step: 'first', attempt: 1}
const started: JournalEvent = {type: 'step-started', ...first, summary: '', writes: [], touches: []}
const applied: JournalEvent = {type: 'step-applied', ...first, files: []}
const build: JournalEvent = {
  type: 'command-started',
  ...first,
  marker: 'left',
  argv: ['build', '--all'],
  cwd: '/repo',
  out: '/o',
  err: '/e',
}
const nobody: Ask = async () => undefined

test('what still runs and is cancelled brings the question whether to start it anew, and doesn’t start it', async () => {
  const {ctx, left} = await leftRunning([started, build], nobody)

  const end = runPlan(ctx)
  await left.waitedFor
  ctx.interrupts.cancelStep()

  expect(await end).toMatchObject({kind: 'waiting', question: {id: 'before:first'}})
  expect(stateOf(ctx)).toMatchObject({state: {status: 'undone'}, attempt: 1})
  expect(left.isAlive()).toBe(false)
})

test('a proof that still runs and is cancelled has failed: what now is asked at once', async () => {
  const {ctx, left} = await leftRunning([started, applied, build], nobody)

  const end = runPlan(ctx)
  await left.waitedFor
  ctx.interrupts.cancelStep()

  expect(await end).toMatchObject({
    kind: 'waiting',
    question: {id: 'after:first', subject: {outcome: {problem: {title: 'Cancelled: build --all'}}}},
  })
})

test('what ends by itself is run again, without a question: how it ended is known to nobody', async () => {
  const {ctx, left} = await leftRunning([started, build], nobody)

  const end = runPlan(ctx)
  await left.waitedFor
  left.end()

  expect(await end).toMatchObject({kind: 'waiting', question: {id: 'after:first'}})
  expect(stateOf(ctx)).toMatchObject({state: {status: 'verified'}, attempt: 2})
})

test('whoever leaves while it is waited for has decided nothing about the step', async () => {
  const {ctx, left} = await leftRunning([started, build], nobody)

  const end = runPlan(ctx)
  await left.waitedFor
  ctx.interrupts.requestQuit()

  expect(await end).toEqual({kind: 'quit'})
  expect(stateOf(ctx)).toMatchObject({state: {status: 'waiting'}, attempt: 1})
})

test('redo takes a verified step back and starts it anew as the next attempt', async () => {
  const ctx = await openWorld(async ({id}) => (id === 'after:first' ? undefined : {option: 'apply', by: 'Ada'}))
  expect(await runPlan(ctx)).toMatchObject({kind: 'waiting', question: {id: 'after:first'}})

  expect(await redoStep(ctx, 'Ada')).toBe('next')

  expect(await files()).toEqual({a: 'one\n'})
  expect(await runPlan(ctx)).toMatchObject({kind: 'waiting', question: {id: 'after:first'}})
  expect(stateOf(ctx)).toMatchObject({state: {status: 'verified'}, attempt: 2})
  expect(await files()).toEqual({a: 'ONE\n'})
})

test('redo of a step that was cut short takes it back once', async () => {
  const ctx = await openWorld(nobody)
  await ctx.journal.append(started)

  expect(await redoStep(ctx, 'Ada')).toBe('next')
  expect(stateOf(ctx)).toMatchObject({state: {status: 'waiting'}, attempt: 1})
})

test('redo without a step in flight changes nothing', async () => {
  const ctx = await openWorld(nobody)

  expect(await redoStep(ctx, 'Ada')).toBe('next')
  expect(stateOf(ctx)).toMatchObject({state: {status: 'waiting'}, attempt: 0})
})

test('redo asks about what was edited by hand since, and keeps it when told so', async () => {
  const ctx = await openWorld(async ({id}) => (id === 'after:first' ? undefined : {option: 'apply', by: 'Ada'}))
  await runPlan(ctx)
  await worlds[0]?.write('a', 'mine\n')

  const end = await redoStep({...ctx, ask: scripted([['edited:a', 'back']])}, 'Ada')

  expect(end).toBe('kept')
  expect(await files()).toEqual({a: 'mine\n'})
})

async function openWorld(ask: Ask): Promise<EngineContext> {
  const world = await createWorld({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  worlds.push(world)
  return world.open({ask})
}

function files() {
  return worlds[0]?.files()
}

/** A session with these events, whose last command's program lives on. */
async function leftRunning(events: readonly JournalEvent[], ask: Ask) {
  const ctx = await openWorld(ask)
  await ctx.journal.append(...events)
  const left = survivor()
  return {ctx: {...ctx, programs: {...ctx.programs, ...left.programs}}, left}
}

/** A program that lives until it ends by itself or is cancelled. */
function survivor() {
  const one: ProcessId = {pid: 4711, startTime: '1', bootId: 'b'}
  const ended = latch()
  const waited = latch()
  let isAlive = true
  const end = () => {
    isAlive = false
    ended.resolve()
  }
  return {
    end,
    isAlive: () => isAlive,
    waitedFor: waited.promise,
    programs: {
      survivors: async (marker: string) => (marker === 'left' && isAlive ? [one] : []),
      async whenGone() {
        waited.resolve()
        await ended.promise
      },
      cancel: async () => end(),
      pause: async () => undefined,
      resume: async () => undefined,
    },
  }
}

function latch(): {readonly promise: Promise<void>; resolve(): void} {
  let open: () => void = () => undefined
  const promise = new Promise<void>(resolve => {
    open = resolve
  })
  return {promise, resolve: () => open()}
}

function stateOf({journal}: EngineContext) {
  return journal.session?.steps[0]
}
