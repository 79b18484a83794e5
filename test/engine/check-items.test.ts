import {afterEach, describe, expect, test} from 'vitest'
import type {Answer, Ask, Question} from '../../src/domain/question.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import {recover} from '../../src/engine/recover.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {createWorld, type World} from '../support/engine-world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

const item = (id: string) => ({id, path: 'code', line: 1, what: 'It changed', todo: 'Look', effect: 'silent' as const})

async function createdWorld(): Promise<World> {
  const world = await createWorld({code: 'old\n'}, [
    {id: 'read-guidance', lines: {}, checklist: [item('one'), item('two')]},
    {id: 'after', lines: {code: {0: 'new'}}},
  ])
  worlds.push(world)
  return world
}

/** Gives these answers, then none; keeps what was asked. */
function answering(...answers: readonly Omit<Answer, 'by'>[]) {
  const rest = [...answers]
  const asked: Question[] = []
  const ask: Ask = async question => {
    asked.push(question)
    const next = rest.shift()
    return next === undefined ? undefined : {...next, by: 'ada'}
  }
  return {ask, asked}
}

const shown = ({subject}: Question) =>
  subject.kind === 'checklist' ? subject.items.map(({id, mark, note}) => [id, mark, note]) : subject.kind
const stateOf = ({journal}: EngineContext) => journal.session?.steps[0]?.state

describe('a step with a checklist', () => {
  test('asks nothing before it, then about the list, and is accepted with items open', async () => {
    const world = await createdWorld()
    const {ask, asked} = answering({option: 'accept'})
    const ctx = await world.open({ask})

    expect(await runPlan(ctx)).toMatchObject({kind: 'waiting', question: {id: 'before:after'}})

    expect(asked.map(({id}) => id)).toEqual(['after:read-guidance', 'before:after'])
    expect(asked.map(shown)[0]).toEqual([
      ['one', 'open', undefined],
      ['two', 'open', undefined],
    ])
    expect(stateOf(ctx)).toMatchObject({status: 'accepted', by: 'ada'})
  })

  test('is asked again after each mark, until it is accepted', async () => {
    const world = await createdWorld()
    const {ask, asked} = answering(
      {option: 'done', item: 'one'},
      {option: 'remark', item: 'one', text: 'see #12'},
      {option: 'not-applicable', item: 'two'},
      {option: 'open', item: 'two'},
      {option: 'accept'},
    )
    await runPlan(await world.open({ask}))

    expect(asked.map(shown).slice(1, 5)).toEqual([
      [
        ['one', 'done', undefined],
        ['two', 'open', undefined],
      ],
      [
        ['one', 'done', 'see #12'],
        ['two', 'open', undefined],
      ],
      [
        ['one', 'done', 'see #12'],
        ['two', 'not-applicable', undefined],
      ],
      [
        ['one', 'done', 'see #12'],
        ['two', 'open', undefined],
      ],
    ])
  })

  test('marks nothing for an item that it has not', async () => {
    const world = await createdWorld()
    const {ask} = answering({option: 'done', item: 'three'}, {option: 'done'})
    const ctx = await world.open({ask})

    expect(await runPlan(ctx)).toMatchObject({kind: 'waiting', question: {id: 'after:read-guidance'}})
    expect(ctx.journal.session?.steps[0]?.marks).toBeUndefined()
  })

  test('keeps its marks over a restart, over looking again, and over an undo', async () => {
    const world = await createdWorld()
    await runPlan(await world.open({ask: answering({option: 'done', item: 'one'}).ask}))
    const {ask, asked} = answering({option: 'retry'}, {option: 'accept'})
    const ctx = await world.open({ask})
    await recover(ctx)
    await runPlan(ctx)
    await undoSteps(ctx, {asked: ['read-guidance'], reason: 'undo', by: 'ada'})
    const last = answering()
    await runPlan({...ctx, ask: last.ask})

    const marked = [
      ['one', 'done', undefined],
      ['two', 'open', undefined],
    ]
    expect([...asked, ...last.asked].map(shown)).toEqual([marked, marked, 'before-step', marked])
    expect(ctx.journal.session?.steps[0]?.attempt).toBe(3)
  })
})
