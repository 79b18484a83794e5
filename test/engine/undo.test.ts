import {chmod} from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import {afterEach, expect, test} from 'vitest'
import type {Ask} from '../../src/domain/question.ts'
import {driftedFiles} from '../../src/engine/drift.ts'
import type {EditedText} from '../../src/engine/edit-text.ts'
import {planUndo} from '../../src/engine/plan-undo.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {createWorld, expected, type MadeUpStep, modeOf, scripted, type World} from '../support/engine-world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

async function finished(start: Readonly<Record<string, string>>, steps: readonly MadeUpStep[]): Promise<World> {
  const world = await createWorld(start, steps)
  worlds.push(world)
  expect(await runPlan(await world.open())).toEqual({kind: 'done'})
  return world
}

const undoing = (...asked: readonly string[]) => ({asked, reason: 'undo' as const, by: 'tester'})
const numbered = (count: number) => `${Array.from({length: count}, (_, index) => `line ${index}`).join('\n')}\n`

test('undoing any set of steps equals running only the others', async () => {
  const start = {a: numbered(40), b: numbered(40)}
  const steps: MadeUpStep[] = [0, 1, 2, 3].map(index => ({
    id: `step-${index}`,
    lines: {a: {[index * 8]: `a by ${index}`}, b: {[index * 8 + 3]: `b by ${index}`}},
  }))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.subarray(steps.map(step => step.id)), {minLength: 1, maxLength: 3}), async rounds => {
      const world = await finished(start, steps)
      const undone = new Set<string>()
      for (const round of rounds) {
        const end = await undoSteps(await world.open(), undoing(...round))
        expect(end.kind).toBe('undone')
        for (const id of round) undone.add(id)

        expect(await world.files()).toEqual(
          expected(
            start,
            steps.filter(step => !undone.has(step.id)),
          ),
        )
      }
    }),
    {numRuns: 40},
  )
})

test('every subset of steps that need each other: undone, only the others have run', async () => {
  const start = {a: numbered(40), b: numbered(40)}
  const steps: MadeUpStep[] = [
    {id: 'first', lines: {a: {0: 'a by first'}, b: {1: 'b by first'}}},
    {id: 'second', lines: {a: {1: 'a by second'}}, needs: ['first']},
    {id: 'third', lines: {a: {20: 'a by third'}, c: {0: 'made'}}},
    {id: 'fourth', lines: {b: {2: 'b by fourth'}}, follows: ['third'], needs: ['second']},
  ]
  const goesAlong = (gone: ReadonlySet<string>) =>
    steps.reduce((all, {id, needs = [], follows = []}) => {
      if ([...needs, ...follows].some(need => all.has(need))) all.add(id)
      return all
    }, new Set(gone))
  for (let subset = 1; subset < 2 ** steps.length; subset += 1) {
    const asked = steps.filter((_, at) => (subset & (1 << at)) !== 0).map(({id}) => id)
    const gone = goesAlong(new Set(asked))
    const world = await finished(start, steps)

    expect((await undoSteps(await world.open(), undoing(...asked))).kind).toBe('undone')

    const left = expected(
      start,
      steps.filter(({id}) => !gone.has(id)),
    )
    expect(await world.files()).toEqual(left)
  }
})

test('undoing a step takes the steps that need it along, and names them', async () => {
  const world = await finished({a: 'one\n'}, [
    {id: 'first', lines: {a: {0: 'ONE'}}},
    {id: 'second', lines: {b: {0: 'made'}}, needs: ['first']},
  ])
  const ctx = await world.open()

  const plan = await planUndo(ctx, ['first'])

  expect(plan.steps).toEqual(['first', 'second'])
  expect(plan.because).toEqual([{step: 'second', needs: 'first'}])
  await undoSteps(ctx, undoing('first'))
  expect(await world.files()).toEqual({a: 'one\n'})
})

test('a proof goes with what it proved, and stands without it where that was skipped', async () => {
  const steps: MadeUpStep[] = [
    {id: 'mend', lines: {a: {0: 'MENDED'}}},
    {id: 'prove', lines: {b: {0: 'proven'}}, follows: ['mend']},
  ]
  const world = await finished({a: 'one\n'}, steps)
  const skipping = await createWorld({a: 'one\n'}, steps)
  worlds.push(skipping)
  const ask = scripted([
    ['before:mend', 'skip'],
    ['before:prove', 'apply'],
    ['after:prove', 'accept'],
  ])
  const ctx = await skipping.open({ask})

  const {because} = await planUndo(await world.open(), ['mend'])

  expect(because).toEqual([{step: 'prove', needs: 'mend'}])
  expect(await runPlan(ctx)).toEqual({kind: 'done'})
  expect(await skipping.files()).toEqual({a: 'one\n', b: 'proven'})
})

test('what a command wrote anew stays when only the step that made the file is undone', async () => {
  const steps: MadeUpStep[] = [
    {id: 'measure', lines: {lock: {0: 'first'}}, byCommand: true},
    {id: 'resolve', lines: {lock: {0: 'resolved'}}, byCommand: true},
  ]
  const world = await finished({}, steps)

  expect(await undoSteps(await world.open(), undoing('measure'))).toMatchObject({kind: 'undone', restored: []})
  expect(await world.files()).toEqual({lock: 'resolved'})
  expect(await undoSteps(await world.open(), undoing('resolve'))).toMatchObject({kind: 'undone', restored: ['lock']})
  expect(await world.files()).toEqual({})
})

test('what somebody put back by hand before the undo does not come again with a later one', async () => {
  const steps: MadeUpStep[] = [
    {id: 'first', lines: {a: {0: 'by first'}}},
    {id: 'second', lines: {a: {10: 'by second'}}},
  ]
  const world = await finished({a: numbered(20)}, steps)
  await world.write('a', ((await world.files()).a ?? '').replace('by first', 'line 0'))

  await undoSteps(await world.open(), undoing('first'))
  await undoSteps(await world.open(), undoing('second'))

  expect(await world.files()).toEqual({a: numbered(20)})
})

test('keeps what a person edited elsewhere in the file', async () => {
  const world = await finished({a: numbered(20)}, [{id: 'first', lines: {a: {0: 'changed'}}}])
  await world.write('a', `${(await world.files()).a}mine\n`)

  await undoSteps(await world.open(), undoing('first'))

  expect(await world.files()).toEqual({a: `${numbered(20)}mine\n`})
})

test('keeps what a person edited between two steps when both are undone', async () => {
  const steps: MadeUpStep[] = [
    {id: 'first', lines: {a: {0: 'by first'}}},
    {id: 'second', lines: {a: {19: 'by second'}}},
  ]
  const world = await createWorld({a: numbered(20)}, steps)
  worlds.push(world)
  const stop = scripted([
    ['before:first', 'apply'],
    ['after:first', 'accept'],
    ['before:second', 'quit'],
  ])
  expect(await runPlan(await world.open({ask: stop}))).toEqual({kind: 'quit'})
  await world.write('a', ((await world.files()).a ?? '').replace('line 10', 'mine'))
  await runPlan(await world.open())

  await undoSteps(await world.open(), undoing('first', 'second'))

  expect(await world.files()).toEqual({a: numbered(20).replace('line 10', 'mine')})
})

test('asks where an edit by hand and the step meet, and touches nothing without an answer', async () => {
  const world = await finished({a: 'one\ntwo\n', b: 'x\n'}, [{id: 'first', lines: {a: {0: 'ONE'}, b: {0: 'X'}}}])
  await world.write('a', 'mine\ntwo\n')

  const end = await undoSteps(await world.open({ask: async () => undefined}), undoing('first'))

  expect(end).toMatchObject({kind: 'waiting', question: {id: 'edited:a'}})
  expect(await world.files()).toEqual({a: 'mine\ntwo\n', b: 'X\n'})
})

test.each([
  ['keep', 'mine\ntwo\n', ['b']],
  ['restore', 'one\ntwo\n', ['a', 'b']],
])('takes the answer about an edited file, and counts what it changed: %s', async (option, a, restored) => {
  const world = await finished({a: 'one\ntwo\n', b: 'x\n'}, [{id: 'first', lines: {a: {0: 'ONE'}, b: {0: 'X'}}}])
  await world.write('a', 'mine\ntwo\n')

  const end = await undoSteps(await world.open({ask: scripted([['edited:a', option]])}), undoing('first'))

  expect(end).toEqual({kind: 'undone', steps: ['first'], restored})
  expect(await world.files()).toEqual({a, b: 'x\n'})
})

test('both versions can be edited into one; the person’s own bytes are saved first, and the tree waits for it', async () => {
  const world = await finished({a: 'one\ntwo\n', b: 'x\n'}, [{id: 'first', lines: {a: {0: 'ONE'}, b: {0: 'X'}}}])
  await world.write('a', 'mine\ntwo\n')
  const ctx = await world.open({ask: scripted([['edited:a', 'edit']])})
  const seen: (readonly [string, string, unknown])[] = []

  const end = await undoSteps(
    {
      ...ctx,
      async editText(path, text) {
        seen.push([path, text, await world.files()])
        return {kind: 'edited', text: 'mine and one\ntwo\n'}
      },
    },
    undoing('first'),
  )

  const untouched = {a: 'mine\ntwo\n', b: 'X\n'}
  expect(seen).toEqual([['a', '<<<<<<< yours\nmine\n=======\none\n>>>>>>> restored\ntwo\n', untouched]])
  expect(end).toEqual({kind: 'undone', steps: ['first'], restored: ['a', 'b']})
  expect(await world.files()).toEqual({a: 'mine and one\ntwo\n', b: 'x\n'})
  const overwritten = ctx.journal.session?.history.at(-1)?.files[0]?.before
  expect(overwritten?.kind === 'file' && new TextDecoder().decode(ctx.journal.content(overwritten.sha256))).toBe(
    'mine\ntwo\n',
  )
})

test('with a marker left in it, or without an editor, it is asked about again and nothing is touched', async () => {
  const world = await finished({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  await world.write('a', 'mine\n')
  const texts: readonly EditedText[] = [
    {kind: 'edited', text: '<<<<<<< yours\nmine\none\n'},
    {kind: 'failed', why: 'Set $EDITOR to open files from here'},
  ]
  const left = [...texts]
  const ask = scripted([
    ['edited:a', 'edit'],
    ['edited:a', 'edit'],
    ['edited:a', 'back'],
  ])
  const said: string[] = []
  const ctx = await world.open({ask})
  const editText = async () => left.shift() ?? {kind: 'failed' as const, why: 'no more'}

  expect(await undoSteps({...ctx, editText, say: line => said.push(line)}, undoing('first'))).toEqual({kind: 'kept'})

  expect(said).toEqual(['Markers are left in a: nothing was taken', 'Set $EDITOR to open files from here'])
  expect(await world.files()).toEqual({a: 'mine\n'})
})

test('what isn’t text, or isn’t there, can’t be edited into one, and without an editor nothing can', async () => {
  const world = await finished({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  const offered: boolean[] = []
  const ask: Ask = async question => {
    offered.push(question.options.some(({id}) => id === 'edit'))
    return undefined
  }
  const ctx = await world.open({ask})
  const editText = async () => ({kind: 'failed', why: ''}) as const
  await world.write('a', 'mine\n')
  await undoSteps(ctx, undoing('first'))
  await undoSteps({...ctx, editText}, undoing('first'))
  await world.writeBytes('a', new Uint8Array([0xff, 0]))
  await undoSteps({...ctx, editText}, undoing('first'))

  expect(offered).toEqual([false, true, false])
})

test('the overwritten edit stays in the state file', async () => {
  const world = await finished({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  await world.write('a', 'mine\n')
  const ctx = await world.open({ask: scripted([['edited:a', 'restore']])})

  await undoSteps(ctx, undoing('first'))

  const entry = ctx.journal.session?.history.at(-1)
  const overwritten = entry?.files[0]?.before
  expect(overwritten?.kind === 'file' && new TextDecoder().decode(ctx.journal.content(overwritten.sha256))).toBe(
    'mine\n',
  )
})

test('brings permission bits back', async () => {
  const world = await createWorld({'run.sh': 'one\n'}, [{id: 'first', lines: {'run.sh': {0: 'ONE'}}}])
  worlds.push(world)
  await chmod(path.join(world.root, 'run.sh'), 0o755)
  await runPlan(await world.open())
  expect(await modeOf(world.root, 'run.sh')).toBe(0o755)

  await undoSteps(await world.open(), undoing('first'))

  expect(await modeOf(world.root, 'run.sh')).toBe(0o755)
})

test('an undone step can run again, and be undone again', async () => {
  const start = {a: 'one\n'}
  const world = await finished(start, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  for (const _ of [1, 2]) {
    await undoSteps(await world.open(), undoing('first'))
    expect(await world.files()).toEqual(start)
    expect(await runPlan(await world.open())).toEqual({kind: 'done'})
    expect(await world.files()).toEqual({a: 'ONE\n'})
  }
})

test('undoing what is not in force changes nothing', async () => {
  const world = await finished({a: 'one\n'}, [{id: 'first', lines: {a: {0: 'ONE'}}}])
  await undoSteps(await world.open(), undoing('first'))

  expect(await undoSteps(await world.open(), undoing('first'))).toEqual({kind: 'undone', steps: [], restored: []})

  expect(await world.files()).toEqual({a: 'one\n'})
})

test('says which files drifted from what the steps left', async () => {
  const world = await finished({a: 'one\n', b: 'x\n'}, [{id: 'first', lines: {a: {0: 'ONE'}, b: {0: 'X'}}}])
  await world.write('b', 'by hand\n')
  const {journal, tree} = await world.open()

  expect(journal.session && (await driftedFiles(tree, journal.session))).toEqual(new Map([['first', ['b']]]))
})
