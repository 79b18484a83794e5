import fc from 'fast-check'
import {expect, test} from 'vitest'
import {recover} from '../../src/engine/recover.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {stepsInForce} from '../../src/journal/session.ts'
import {Crash, createWorld, expected, type MadeUpStep, type World} from '../support/engine-world.ts'

const start = {
  'Cargo.toml': 'one\ntwo\nthree\nfour\nfive\n',
  Makefile: 'a\r\nb\r\nc',
  lock: 'x\ny\nz\n',
  code: 'use old;\na\nb\nc\n',
}
const steps: readonly MadeUpStep[] = [
  {id: 'raise-rust', lines: {'Cargo.toml': {0: 'ONE'}, Makefile: {2: 'C'}}},
  {id: 'raise-family', lines: {'Cargo.toml': {4: 'FIVE'}, 'new-file': {0: 'made'}}},
  {id: 'resolve', lines: {lock: {1: 'Y'}, 'second-lock': {0: 'fresh'}}, byCommand: true, needs: ['raise-family']},
  {
    id: 'mend-code',
    lines: {code: {0: 'use new;'}},
    mends: [
      {id: 'first', lines: {code: {2: 'fn c() {}'}, 'Cargo.toml': {2: 'THREE'}}},
      {id: 'beside', lines: {code: {3: 'fn d() {}'}}},
      {id: 'elsewhere', lines: {'made-by-mending': {0: 'made'}}},
    ],
  },
]

test('a crash at any effect, then going on, reaches the same end', async () => {
  await forEveryCrash(async (world, crashAt) => {
    await crashed(world, crashAt)

    expect(await runPlan(await world.open())).toEqual({kind: 'done'})

    expect(await world.files(), `crash at effect ${crashAt}`).toEqual(expected(start, steps))
  })
})

test('a crash at any effect, then undoing everything, gets the very bytes back', async () => {
  await forEveryCrash(async (world, crashAt) => {
    await crashed(world, crashAt)

    await undoAll(world)

    expect(await world.files(), `crash at effect ${crashAt}`).toEqual(start)
  })
})

test('crashes during run, recovery and undo, in any number, still get the very bytes back', async () => {
  const moments = fc.array(fc.nat(24), {minLength: 1, maxLength: 4})
  await fc.assert(
    fc.asyncProperty(fc.nat(40), moments, async (first, later) => {
      const world = await createWorld(start, steps)
      try {
        await crashed(world, first)
        for (const crashAt of later) await survived(async () => undoAll(world, crashAt))

        await undoAll(world)

        expect(await world.files()).toEqual(start)
      } finally {
        await world.close()
      }
    }),
    {numRuns: 60},
  )
})

/** Once per effect of an uninterrupted run. */
async function forEveryCrash(check: (world: World, crashAt: number) => Promise<void>): Promise<void> {
  const whole = await createWorld(start, steps)
  const ctx = await whole.open()
  await runPlan(ctx)
  const effects = ctx.effects()
  await whole.close()
  expect(effects).toBeGreaterThan(20)
  for (let crashAt = 0; crashAt < effects; crashAt++) {
    const world = await createWorld(start, steps)
    try {
      await check(world, crashAt)
    } finally {
      await world.close()
    }
  }
}

async function crashed(world: World, crashAt: number): Promise<void> {
  await survived(async () => runPlan(await world.open({crashAt})))
}

async function undoAll(world: World, crashAt?: number): Promise<void> {
  const ctx = await world.open(crashAt === undefined ? {} : {crashAt})
  expect(await recover(ctx)).toBeUndefined()
  const asked = ctx.journal.session === undefined ? [] : stepsInForce(ctx.journal.session).map(step => step.plan.id)
  expect((await undoSteps(ctx, {asked, reason: 'undo', by: 'tester'})).kind).toBe('undone')
}

async function survived(run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
}
