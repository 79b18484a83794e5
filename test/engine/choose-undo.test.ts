import fc from 'fast-check'
import {afterEach, expect, test} from 'vitest'
import type {Ask, Question, UndoChoice} from '../../src/domain/question.ts'
import {chooseUndo} from '../../src/engine/choose-undo.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import type {UndoAdvice} from '../../src/engine/undo-advice.ts'
import {undoChoices} from '../../src/engine/undo-choices.ts'
import {acceptAll, createWorld, expected, type MadeUpStep, type World} from '../support/engine-world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

async function begun(start: Readonly<Record<string, string>>, steps: readonly MadeUpStep[]): Promise<World> {
  const world = await createWorld(start, steps)
  worlds.push(world)
  return world
}

async function finished(start: Readonly<Record<string, string>>, steps: readonly MadeUpStep[]): Promise<World> {
  const world = await begun(start, steps)
  expect(await runPlan(await world.open())).toEqual({kind: 'done'})
  return world
}

const lines = (count: number) => `${Array.from({length: count}, (_, index) => `line ${index}`).join('\n')}\n`
const three: readonly MadeUpStep[] = [
  {id: 'paint', lines: {wall: {0: 'painted'}}},
  {id: 'lay', lines: {floor: {0: 'laid'}}},
  {id: 'wax', lines: {floor: {4: 'waxed'}}, needs: ['lay']},
]
const house = {wall: lines(6), floor: lines(6)}

/** Takes this way back when it is asked, and accepts everything else. */
function taking(id: string, seen: Question[] = []): Ask {
  return async question => {
    if (question.subject.kind !== 'undo') return acceptAll(question)
    seen.push(question)
    return {option: 'undo', item: id, by: 'tester'}
  }
}

function named(choices: readonly UndoChoice[], id: string): UndoChoice {
  const found = choices.find(choice => choice.id === id)
  if (found === undefined) throw new Error(`no choice ${id} among ${choices.map(choice => choice.id)}`)
  return found
}

test('offers the steps in force, the latest first, then phases and everything', async () => {
  const world = await finished(house, three)

  const choices = await undoChoices(await world.open())

  expect(choices.map(({id}) => id)).toEqual(['wax', 'lay', 'paint', 'phase:prepare', 'all'])
})

test('says of each choice which steps go along, why, and what each file would be', async () => {
  const world = await finished(house, three)

  const lay = named(await undoChoices(await world.open()), 'lay')

  expect(lay.steps.map(({title}) => title)).toEqual(['Step lay', 'Step wax'])
  expect(lay.because).toEqual([{step: 'wax', needs: 'lay'}])
  expect(lay.files).toEqual([
    {
      path: 'floor',
      before: expected(house, three).floor,
      after: house.floor,
      isEditedSince: false,
      needsDecision: false,
    },
  ])
})

test('what is shown is what the undo does, for every choice', async () => {
  for (const id of ['wax', 'lay', 'paint', 'phase:prepare', 'all']) {
    const world = await finished(house, three)
    const before = await world.files()
    const shown = named(await undoChoices(await world.open()), id)

    await chooseUndo(await world.open({ask: taking(id)}))

    const after = Object.fromEntries(shown.files.map(file => [file.path, file.after ?? '']))
    expect(await world.files()).toEqual({...before, ...after})
  }
})

test('looking writes nothing, not even into the state file', async () => {
  const world = await finished(house, three)
  await world.write('floor', `${(await world.files()).floor}mine\n`)
  const ctx = await world.open()
  const effects = ctx.effects()

  await undoChoices(ctx)

  expect(ctx.effects()).toBe(effects)
})

test('a file that was edited since is named, and one where the edit meets the step wants a decision', async () => {
  const world = await finished(house, three)
  await world.write('wall', `${(await world.files()).wall}mine\n`)
  await world.write('floor', lines(6))

  const all = named(await undoChoices(await world.open()), 'all')

  expect(all.files.map(({path, isEditedSince, needsDecision}) => ({path, isEditedSince, needsDecision}))).toEqual([
    {path: 'wall', isEditedSince: true, needsDecision: false},
  ])
  await world.write('floor', lines(6).replace('line 0', 'mine'))
  expect(named(await undoChoices(await world.open()), 'lay').files).toMatchObject([
    {path: 'floor', isEditedSince: true, needsDecision: true, after: house.floor},
  ])
})

test('files that are not text, and steps that made a file, are told in words', async () => {
  const world = await finished({}, [{id: 'make', lines: {made: {0: 'new'}}}])
  expect(named(await undoChoices(await world.open()), 'make').files).toMatchObject([{before: 'new', after: undefined}])
  await world.writeBytes('made', new Uint8Array([0xff, 0xfe, 0]))

  expect(named(await undoChoices(await world.open()), 'make').files).toMatchObject([
    {path: 'made', said: 'a file that isn’t text becomes no file', needsDecision: true},
  ])
})

const advice: UndoAdvice = {
  parts: () => [
    {id: 'only:walls', title: 'Only the walls', steps: ['paint']},
    {id: 'only:floors', title: 'Only the floors', steps: ['lay', 'wax']},
    {id: 'only:roof', title: 'Only the roof', steps: ['tile']},
  ],
  against: async (_, undone) =>
    undone.includes('paint') && !undone.includes('lay')
      ? {code: 'bare', title: 'The floor can’t stay', detail: '', nextSteps: []}
      : undefined,
}

test('parts are offered where they have a step in force; one that can’t stand is refused, of a step it is said', async () => {
  const world = await finished(house, three)

  const choices = await undoChoices(await world.open(), advice)

  expect(choices.slice(4).map(({id}) => id)).toEqual(['only:walls', 'only:floors', 'all'])
  expect(named(choices, 'only:walls')).toMatchObject({isRefused: true, against: {code: 'bare'}})
  expect(named(choices, 'paint')).toMatchObject({against: {code: 'bare'}})
  expect(named(choices, 'paint').isRefused).toBeUndefined()
  expect(named(choices, 'only:floors').against).toBeUndefined()
})

test('a refused part is not undone, whoever asks for it', async () => {
  const world = await finished(house, three)
  const seen: Question[] = []
  const ask: Ask = async question => {
    if (seen.push(question) === 1) return {option: 'undo', item: 'only:walls', by: 'tester'}
    return {option: 'back', by: 'tester'}
  }

  expect(await chooseUndo({...(await world.open({ask})), undoAdvice: advice})).toBe('back')

  expect(seen).toHaveLength(2)
  expect(await world.files()).toEqual(expected(house, three))
})

test('from any gate: what was undone is asked about again, and the run ends where it would have', async () => {
  const world = await begun(house, three)
  const asked: string[] = []
  let isUndone = false
  const ask: Ask = async question => {
    asked.push(question.id)
    if (question.subject.kind === 'undo') return {option: 'undo', item: 'phase:prepare', by: 'tester'}
    if (question.id !== 'after:lay' || isUndone) return acceptAll(question)
    isUndone = true
    return {option: 'undo', by: 'tester'}
  }

  expect(await runPlan(await world.open({ask}))).toEqual({kind: 'done'})

  const once = ['before:paint', 'after:paint', 'before:lay', 'after:lay']
  expect(asked).toEqual([...once, 'undo', ...once, 'before:wax', 'after:wax'])
  expect(await world.files()).toEqual(expected(house, three))
})

test('going back leaves the gate as it was', async () => {
  const world = await begun(house, three)
  const asked: string[] = []
  const ask: Ask = async question => {
    asked.push(question.id)
    if (question.subject.kind === 'undo') return {option: 'back', by: 'tester'}
    const isFirst = asked.filter(id => id === question.id).length === 1
    return question.id === 'after:paint' && isFirst ? {option: 'undo', by: 'tester'} : acceptAll(question)
  }

  expect(await runPlan(await world.open({ask}))).toEqual({kind: 'done'})
  expect(asked.slice(0, 4)).toEqual(['before:paint', 'after:paint', 'undo', 'after:paint'])
})

test('the first gate has nothing to undo yet', async () => {
  const world = await begun(house, three)
  const offered: (readonly [string, boolean])[] = []
  const ask: Ask = async question => {
    offered.push([question.id, question.options.some(({id}) => id === 'undo')])
    return acceptAll(question)
  }

  await runPlan(await world.open({ask}))

  expect(offered.slice(0, 3)).toEqual([
    ['before:paint', false],
    ['after:paint', true],
    ['before:lay', true],
  ])
})

test('thinking better of it at an edited file touches nothing', async () => {
  const world = await finished(house, three)
  await world.write('wall', lines(6).replace('line 0', 'mine'))
  await world.write('floor', lines(6).replace('line 0', 'mine too'))
  const before = await world.files()
  const ask: Ask = async question =>
    question.subject.kind === 'undo' ? {option: 'undo', item: 'all', by: 'tester'} : {option: 'back', by: 'tester'}

  expect(await chooseUndo(await world.open({ask}))).toBe('back')

  expect(await world.files()).toEqual(before)
})

test('the question about an edited file has both versions', async () => {
  const world = await finished(house, three)
  await world.write('wall', lines(6).replace('line 0', 'mine'))
  const seen: Question[] = []
  const ask: Ask = async question => {
    seen.push(question)
    return question.subject.kind === 'undo' ? {option: 'undo', item: 'paint', by: 'tester'} : undefined
  }

  await chooseUndo(await world.open({ask}))

  expect(seen[1]?.subject).toMatchObject({
    kind: 'edited-file',
    difference: {before: lines(6).replace('line 0', 'mine'), after: house.wall},
  })
})

test('everything undone ends the session; a single step, even the only one, doesn’t', async () => {
  const whole = await finished(house, three)
  const ctx = await whole.open({ask: taking('all')})
  expect(await chooseUndo(ctx)).toEqual({kind: 'quit', stays: []})
  expect(ctx.journal.session?.verdict).toBe('undone')
  expect(await whole.files()).toEqual(house)

  const single = await finished(house, three.slice(0, 1))
  const other = await single.open({ask: taking('paint')})
  expect(await chooseUndo(other)).toBe('next')
  expect(other.journal.session?.verdict).toBeUndefined()
  expect(await chooseUndo(other)).toBe('back')
})

test('undone and done again, in any order, it ends where one run ends', async () => {
  const steps: MadeUpStep[] = [0, 1, 2, 3].map(index => ({
    id: `step-${index}`,
    lines: {a: {[index * 8]: `a by ${index}`}},
    ...(index === 3 ? {needs: ['step-1']} : {}),
  }))
  const start = {a: lines(40)}
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...steps.map(({id}) => id)), {minLength: 1, maxLength: 3}), async ids => {
      const world = await finished(start, steps)
      for (const id of ids) {
        const ctx = await world.open({ask: taking(id)})
        const gone = named(await undoChoices(ctx), id).steps.map(step => step.id)
        expect(await chooseUndo(ctx)).toBe('next')
        expect(await world.files()).toEqual(
          expected(
            start,
            steps.filter(step => !gone.includes(step.id)),
          ),
        )
        expect(await runPlan(ctx)).toEqual({kind: 'done'})
      }
      expect(await world.files()).toEqual(expected(start, steps))
    }),
    {numRuns: 15},
  )
})
