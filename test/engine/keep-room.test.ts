import {readFileSync} from 'node:fs'
import path from 'node:path'
import {afterEach, expect, test, vi} from 'vitest'
import type {Command} from '../../src/domain/command.ts'
import type {Shortage} from '../../src/domain/disk-view.ts'
import type {Answer, Ask, Question} from '../../src/domain/question.ts'
import type {Outcome, StepContext, StepKind} from '../../src/domain/step-kind.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import type {RoomGuard} from '../../src/engine/room-guard.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {createWorld, type World} from '../support/engine-world.ts'

const worlds: World[] = []
const contexts: EngineContext[] = []
afterEach(async () => {
  // What a failed test leaves stopped would stand there for ever.
  for (const ctx of contexts.splice(0))
    for (const left of await ctx.programs.survivors(markerOf(ctx))) await ctx.programs.cancel(left)
  for (const world of worlds.splice(0)) await world.close()
})

const shortage: Shortage = {path: '/small', freeBytes: 5e6, stopBytes: 1e9, why: '/small has 5 MB left'}

test('a command is paused when room gets low, and goes on when there is room and somebody says so', async () => {
  const {ctx, room, asked, files} = await worldThatFills()
  const end = runPlan(ctx)
  await grows(files)
  room.fill()
  const question = await asked.next()

  expect(question).toMatchObject({id: 'room:fill', subject: {kind: 'low-room', shortage}})
  expect(question.options.find(({id}) => id === 'go-on')).toMatchObject({disabledBecause: shortage.why})
  expect(ctx.journal.session?.steps[0]?.commands[0]?.paused).toBe(shortage.why)
  await isStopped(ctx)

  // Said too early, it is asked again.
  asked.answer('go-on')
  await asked.next()
  room.clear()
  asked.answer('go-on')
  await grows(files)
  expect(ctx.journal.session?.steps[0]?.commands[0]?.paused).toBeUndefined()
  files.finish()

  expect(await asked.next()).toMatchObject({id: 'after:fill', subject: {outcome: {kind: 'ok'}}})
  asked.answer('accept')
  expect(await end).toEqual({kind: 'done'})
})

test('cancelled for want of room, the step fails for that reason and its program is gone', async () => {
  const {ctx, room, asked, files} = await worldThatFills()
  const end = runPlan(ctx)
  await grows(files)
  room.fill()
  await asked.next()
  asked.answer('cancel')

  expect(await asked.next()).toMatchObject({
    id: 'after:fill',
    subject: {outcome: {kind: 'failed', problem: {code: 'made-up-shortage', detail: shortage.why}}},
  })
  expect(await ctx.programs.survivors(markerOf(ctx))).toEqual([])
  asked.answer('quit')
  expect(await end).toEqual({kind: 'quit'})
})

test('where nobody can be asked, the command is cancelled and the step waits with the reason', async () => {
  const {ctx, room, files} = await worldThatFills()
  const end = runPlan({
    ...ctx,
    ask: async ({id}) => (id === 'before:fill' ? {option: 'apply', by: 'tester'} : undefined),
  })
  await grows(files)
  room.fill()

  expect(await end).toMatchObject({kind: 'waiting', question: {id: 'after:fill'}})
  expect(ctx.journal.session?.steps[0]?.state).toMatchObject({problem: {code: 'made-up-shortage'}})
})

test('a person who cancels a paused command needs no answer to the question', async () => {
  const {ctx, room, asked, files} = await worldThatFills()
  const end = runPlan(ctx)
  await grows(files)
  room.fill()
  await asked.next()
  ctx.interrupts.cancelStep()

  expect(await asked.next()).toMatchObject({subject: {outcome: {problem: {code: 'cancelled'}}}})
  asked.answer('quit')
  expect(await end).toEqual({kind: 'quit'})
})

test('leaving ends the paused command and takes the step back', async () => {
  const {ctx, room, asked, files} = await worldThatFills()
  const end = runPlan(ctx)
  await grows(files)
  room.fill()
  await asked.next()
  asked.answer('quit')

  expect(await end).toEqual({kind: 'quit'})
  expect(await ctx.programs.survivors(markerOf(ctx))).toEqual([])
  expect(ctx.journal.session?.steps[0]?.state.status).toBe('waiting')
})

test('cleaning runs as a command of the step, beside its own, and what can’t be cleaned is said', async () => {
  const {ctx, room, asked, files} = await worldThatFills()
  const said: string[] = []
  const end = runPlan({...ctx, say: line => said.push(line)})
  await grows(files)
  room.fill()
  await asked.next()
  asked.answer('clean', 'nonsense')
  await asked.next()
  asked.answer('clean', 'doc')
  await asked.next()
  room.clear()
  asked.answer('go-on')
  files.finish()
  await asked.next()

  expect(said).toEqual(['Nothing to clean is called nonsense', 'Cleaned: doc'])
  expect(ctx.journal.session?.steps[0]?.commands.map(({argv, isAside}) => [argv[0], isAside])).toEqual([
    ['sh', undefined],
    ['true', true],
  ])
  asked.answer('clean', 'doc')
  expect(await asked.next()).toMatchObject({id: 'after:fill'})
  asked.answer('accept')
  expect(await end).toEqual({kind: 'done'})
})

test('a command that its killed wizard left paused goes on at the next start', async () => {
  const {ctx, world, room, asked, files} = await worldThatFills()
  runPlan(ctx).catch(() => undefined)
  await grows(files)
  room.fill()
  await asked.next()
  await isStopped(ctx)
  ctx.kill()
  room.clear()
  files.finish()

  const next = await world.open({ask: async () => undefined})
  const end = await runPlan({...next, kinds: ctx.kinds, room})

  // It came to its end, was taken back as any command that outlived its wizard, and the step was started again.
  expect(end).toMatchObject({kind: 'waiting', question: {id: 'after:fill', subject: {outcome: {kind: 'ok'}}}})
  expect(next.journal.session?.steps[0]?.attempt).toBe(2)
})

test('a command that was left paused is asked about while there still is no room', async () => {
  const {ctx, world, room, asked, files} = await worldThatFills()
  runPlan(ctx).catch(() => undefined)
  await grows(files)
  room.fill()
  await asked.next()
  await isStopped(ctx)
  ctx.kill()

  const next = await world.open({ask: asked.ask})
  const end = runPlan({...next, kinds: ctx.kinds, room})
  expect(await asked.next()).toMatchObject({id: 'room:fill'})
  asked.answer('cancel')

  // It isn't started again unasked.
  expect(await asked.next()).toMatchObject({id: 'before:fill'})
  expect(await next.programs.survivors(markerOf(ctx))).toEqual([])
  asked.answer('quit')
  expect(await end).toEqual({kind: 'quit'})
})

/** A step whose program writes a line to a file again and again until `stop` is there, and a disk that fills when it is told to. */
async function worldThatFills() {
  const world = await createWorld({a: 'one\n'}, [{id: 'fill', lines: {a: {0: 'ONE'}}}])
  worlds.push(world)
  const opened = await world.open()
  const room = toldRoom(world.root)
  const asked = interview()
  const files = {
    size: () => readFileSync(path.join(world.root, '.upgrade-wizard/grown'), {flag: 'a+'}).length,
    finish: () => void world.write('.upgrade-wizard/stop', ''),
  }
  const kinds = new Map([['fill', filling(opened.kinds.get('fill'))]])
  const ctx = {...opened, kinds, room, ask: asked.ask}
  contexts.push(ctx)
  return {ctx, world, room, asked, files}
}

/** All of it is the shell's own: it starts at once, and there is but one process to stop. */
const growing = 'while [ ! -e .upgrade-wizard/stop ]; do printf x >> .upgrade-wizard/grown; done'

function filling(kind: StepKind | undefined): StepKind {
  if (kind === undefined) throw new Error('no such step')
  return {
    ...kind,
    async apply(step: StepContext): Promise<Outcome> {
      const command: Command = {argv: ['sh', '-c', growing], cwd: step.tree.root}
      const {outcome} = await step.run(command)
      if (outcome.kind === 'exited' && outcome.code === 0) return {kind: 'ok', summary: 'filled'}
      const problem = {code: 'cancelled', title: 'Cancelled', detail: '', nextSteps: []}
      return {kind: 'failed', problem}
    },
  }
}

/** A guard that finds too little room from the moment it is told to. */
function toldRoom(cwd: string): RoomGuard & {fill(): void; clear(): void} {
  let isShort = false
  let waiting: (() => void)[] = []
  return {
    fill() {
      isShort = true
      for (const wake of waiting.splice(0)) wake()
    },
    clear() {
      isShort = false
      waiting = []
    },
    whenLow: signal =>
      new Promise(resolve => {
        if (isShort) resolve(shortage)
        waiting.push(() => resolve(shortage))
        signal.addEventListener('abort', () => resolve(undefined))
      }),
    now: async () => (isShort ? shortage : undefined),
    cleaning: async name => (name === 'doc' ? {argv: ['true'], cwd} : `Nothing to clean is called ${name}`),
    problem: async ({why}) => ({code: 'made-up-shortage', title: 'Too little room', detail: why, nextSteps: []}),
    explain: async () => undefined,
  }
}

/** Whoever is asked, and answers when the test says so; a question that is asked anew replaces the one before. */
function interview(): {ask: Ask; next(): Promise<Question>; answer(option: string, text?: string): void} {
  const questions: Question[] = []
  let settle: ((answer: Answer | undefined) => void) | undefined
  let wake: (() => void) | undefined
  return {
    ask(question) {
      if (question.id === 'before:fill' && questions.length === 0 && settle === undefined)
        return Promise.resolve({option: 'apply', by: 'tester'})
      settle?.(undefined)
      questions.push(question)
      wake?.()
      return new Promise(resolve => {
        settle = resolve
      })
    },
    async next() {
      if (questions.length === 0)
        await new Promise<void>(resolve => {
          wake = resolve
        })
      const question = questions.shift()
      if (question === undefined) throw new Error('nothing was asked')
      return question
    },
    answer(option, text) {
      settle?.({option, by: 'tester', ...(text === undefined ? {} : {text})})
    },
  }
}

async function grows(files: {size(): number}): Promise<void> {
  const before = files.size()
  await vi.waitFor(() => expect(files.size()).toBeGreaterThan(before), {timeout: 10_000})
}

async function isStopped(ctx: EngineContext): Promise<void> {
  const pid = ctx.journal.session?.steps[0]?.commands[0]?.process?.pid
  await vi.waitFor(
    async () => {
      const asked = await ctx.programs.capture({argv: ['ps', '-o', 'stat=', '-p', String(pid)], cwd: '/'})
      expect(asked.kind === 'exited' ? asked.stdout.trim().slice(0, 1) : '').toBe('T')
    },
    {timeout: 10_000},
  )
}

/** Of the first command. */
function markerOf(ctx: EngineContext): string {
  return ctx.journal.session?.steps[0]?.commands[0]?.marker ?? ''
}
