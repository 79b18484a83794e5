import {afterEach, describe, expect, test} from 'vitest'
import type {Tree} from '../../src/domain/ports.ts'
import type {Ask} from '../../src/domain/question.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import {recover} from '../../src/engine/recover.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {acceptAll, createWorld, type MadeUpStep, scripted, type World} from '../support/engine-world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

const start = {code: 'use old;\na\nb\nc\nd\ne\n', lock: 'x\n'}
const step: MadeUpStep = {
  id: 'mend-code',
  lines: {lock: {0: 'X'}},
  mends: [
    {id: 'import', lines: {code: {0: 'use new;'}}},
    {id: 'call', change: 'call-renamed', lines: {code: {2: 'B'}}},
    {id: 'guess', lines: {code: {5: 'E'}}, isSafe: false},
  ],
}

/** What a person makes of it after both safe mends. */
const byHand = 'use mine;\na\nB\nc\nd\ne\n'

async function createdWorld(steps: readonly MadeUpStep[] = [step]): Promise<World> {
  const world = await createWorld(start, steps)
  worlds.push(world)
  return world
}

const mends = ({journal}: EngineContext) => journal.session?.steps[0]?.mends?.map(({proposals}) => proposals)

describe('a failed step that knows what may mend it', () => {
  test('offers it with what it would write, and recommends it as long as something safe is left', async () => {
    const world = await createdWorld()
    const seen: unknown[] = []
    const ask: Ask = async question => {
      if (question.subject.kind === 'after-step')
        seen.push([question.recommended, question.subject.proposals?.map(({id}) => id)])
      return acceptAll(question)
    }

    await runPlan(await world.open({ask: async question => (seen.length === 2 ? undefined : ask(question))}))

    expect(seen).toEqual([
      ['mend', ['import', 'call', 'guess']],
      ['roll-back', ['guess']],
    ])
  })

  test('takes what is safe, then what is named, and is proven each time', async () => {
    const world = await createdWorld()
    const ask = scripted([
      ['before:mend-code', 'apply'],
      ['after:mend-code', 'mend'],
      ['after:mend-code', 'mend', 'guess'],
      ['after:mend-code', 'accept'],
    ])
    const ctx = await world.open({ask})

    expect(await runPlan(ctx)).toEqual({kind: 'done'})

    expect(mends(ctx)).toEqual([['import', 'call'], ['guess']])
    expect(await world.files()).toEqual({code: 'use new;\na\nB\nc\nd\nE\n', lock: 'X\n'})
  })

  test('without a name takes all when none is safe', async () => {
    const unsafe = step.mends?.map(mend => ({...mend, isSafe: false})) ?? []
    const world = await createdWorld([{...step, mends: unsafe}])
    const ctx = await world.open({
      ask: scripted([
        ['before:mend-code', 'apply'],
        ['after:mend-code', 'mend'],
        ['after:mend-code', 'accept'],
      ]),
    })

    expect(await runPlan(ctx)).toEqual({kind: 'done'})
    expect(mends(ctx)).toEqual([['import', 'call', 'guess']])
  })

  test('does not propose again what was skipped by its id or its change, until it is tried again', async () => {
    const world = await createdWorld()
    const offered: unknown[] = []
    const answers = ['apply', ['skip', 'import'], ['skip', 'call-renamed'], ['skip', 'nothing'], 'retry', 'quit']
    const ctx = await world.open({
      async ask(question) {
        if (question.subject.kind === 'after-step') offered.push(question.subject.proposals?.map(({id}) => id))
        const [option = '', text] = [answers.shift() ?? ''].flat()
        return {option, by: 'tester', ...(text === undefined ? {} : {text})}
      },
    })

    expect(await runPlan(ctx)).toEqual({kind: 'quit'})

    const all = ['import', 'call', 'guess']
    expect(offered).toEqual([all, ['call', 'guess'], ['guess'], ['guess'], all])
  })

  test('leaves what gets in the way of another proposal to the next round', async () => {
    const clashing = [
      {id: 'one', lines: {code: {1: 'A', 3: 'C'}}},
      {id: 'same-lines', lines: {code: {1: 'A', 3: 'C', 4: 'D'}, lock: {1: 'made'}}},
    ]
    const world = await createdWorld([{...step, mends: clashing}])
    const ctx = await world.open()

    expect(await runPlan(ctx)).toEqual({kind: 'done'})

    expect(mends(ctx)).toEqual([['one'], ['same-lines']])
    expect(await world.files()).toEqual({code: 'use old;\nA\nb\nC\nD\ne\n', lock: 'X\nmade'})
  })

  test('gives the bytes back that were there before its first round', async () => {
    const world = await createdWorld()
    const ctx = await world.open({
      ask: scripted([
        ['before:mend-code', 'apply'],
        ['after:mend-code', 'mend', 'call'],
        ['after:mend-code', 'mend', 'import'],
        ['after:mend-code', 'roll-back'],
      ]),
    })

    expect(await runPlan(ctx)).toMatchObject({kind: 'waiting'})

    expect(await world.files()).toEqual(start)
  })

  test('keeps edits made by hand between rounds, and undoes only its own', async () => {
    const world = await createdWorld()
    const first = await world.open({
      ask: scripted([
        ['before:mend-code', 'apply'],
        ['after:mend-code', 'mend', 'import'],
      ]),
    })
    await runPlan(first)
    await world.write('code', 'use new;\na\nb\nc\nby hand\ne\n')
    const ctx = await world.open({
      ask: scripted([
        ['after:mend-code', 'mend', 'call'],
        ['after:mend-code', 'quit'],
      ]),
    })
    await runPlan(ctx)
    expect((await world.files()).code).toBe('use new;\na\nB\nc\nby hand\ne\n')

    await undoSteps(ctx, {asked: ['mend-code'], reason: 'undo', by: 'tester'})

    expect(await world.files()).toEqual({code: 'use old;\na\nb\nc\nby hand\ne\n', lock: 'x\n'})
  })

  test.each([
    ['keep', byHand],
    ['restore', start.code],
  ])('asks about a line it mended that was edited by hand since, when it is rolled back: %s', async (option, code) => {
    const world = await createdWorld()
    const answers = scripted([
      ['before:mend-code', 'apply'],
      ['after:mend-code', 'mend', 'import'],
      ['after:mend-code', 'mend', 'call'],
      ['after:mend-code', 'roll-back'],
      ['edited:code', option],
    ])
    const editing: Ask = async question => {
      // As in an editor, while the question stands.
      if (answers.left() === 2) await world.write('code', byHand)
      return answers(question)
    }

    await runPlan(await world.open({ask: editing}))

    expect(answers.left()).toBe(0)
    expect(await world.files()).toEqual({code, lock: 'x\n'})
  })

  test('says so when a file can’t be written, and does not propose it for ever', async () => {
    const world = await createdWorld()
    const answers = ['apply', 'mend']
    const engine = await world.open({
      ask: async () => {
        const option = answers.shift()
        return option === undefined ? undefined : {option, by: 'tester'}
      },
    })
    const write: Tree['write'] = async (path, bytes) => {
      if (path === 'code') throw new Error('read-only file system')
      await engine.tree.write(path, bytes)
    }

    const end = await runPlan({...engine, tree: {...engine.tree, write}})

    expect(end).toMatchObject({question: {subject: {proposals: [{id: 'guess'}]}}})
    expect(engine.journal.session?.steps[0]?.state).toMatchObject({
      status: 'failed',
      problem: {code: 'write-failed', detail: 'read-only file system', path: 'code'},
    })
    expect(await world.files()).toEqual({...start, lock: 'X\n'})
  })
})

test('a mend that a crash cut short is finished, but not over an edit made by hand since', async () => {
  const mends = [{id: 'both', lines: {code: {0: 'use new;'}, lock: {0: 'mended'}}}]
  const world = await createdWorld([{...step, mends}])
  const dying = await world.open()
  // Dead right after the announcement: nothing of it was written.
  dying.journal.listen(({event}) => {
    if (event.type === 'step-mended') dying.kill()
  })
  await expect(runPlan(dying)).rejects.toThrow('dead')
  expect(await world.files()).toEqual({...start, lock: 'X\n'})
  await world.write('lock', 'by hand\n')

  const ctx = await world.open()
  expect(await recover(ctx)).toBeUndefined()

  expect(await world.files()).toEqual({code: 'use new;\na\nb\nc\nd\ne\n', lock: 'by hand\n'})
  expect(ctx.journal.session?.steps[0]?.state).toEqual({status: 'running', applied: true})
  await undoSteps(ctx, {asked: ['mend-code'], reason: 'undo', by: 'tester'})
  expect((await world.files()).code).toBe(start.code)
})
