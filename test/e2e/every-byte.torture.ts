import {cpSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import path from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {runPlan} from '../../src/engine/run-plan.ts'
import {readLines} from '../../src/journal/lines.ts'
import {codec} from '../../src/system/codec.ts'
import {acceptAll} from '../support/engine-world.ts'
import {figure} from '../support/figure.ts'
import {readSnapshot, type Snapshot} from '../support/fixture-run.ts'
import {triedFixtures} from '../support/fixture-targets.ts'
import {openEngine, undoEverything} from '../support/get-back.ts'
import {pickNumber, seededRandom} from '../support/random.ts'
import {standInKinds} from '../support/stand-in-kinds.ts'
import {layOutMoment, tellWholeStory, type WholeStory} from '../support/state-prefix.ts'

// UW_PREFIX_RUNS: how many prefixes of each fixture the shipped program goes on from, with cargo.
const shipped = Number(process.env.UW_PREFIX_RUNS ?? 10)
const seed = Number(process.env.UW_SEED ?? Date.now() % 1_000_000_000)
/** Nothing of what was announced is done, all of it, and half of the files twice. */
const shares = [0, 1, 0.5, 0.5]

describe.each(Object.entries(triedFixtures))('the state file of a run and an undo of %s', (name, wasmtime) => {
  let story: WholeStory
  beforeAll(async () => {
    story = await tellWholeStory(name, wasmtime)
  }, 600_000)
  afterAll(() => story.remove())

  test('opens, cut at every byte', () => {
    const {state, ends} = story
    let lines = 0
    for (let cut = 0; cut <= state.length; cut++) {
      if (ends[lines] === cut) lines++
      const read = readLines(state.subarray(0, cut), codec)
      const goodBytes = ends[lines - 1] ?? 0
      if (read.kind === 'refused' || read.goodBytes !== goodBytes || read.events.length !== Math.max(0, lines - 1))
        expect(read, `cut at ${cut}`).toMatchObject({kind: 'read', goodBytes})
    }
    figure(`state file cut: ${state.length + 1} of ${state.length + 1} prefixes open in ${name}`)
  })

  test.each(['in/', 'out/'] as const)('after every event, whatever of it was done, the way leads to %s', async side => {
    const random = seededRandom(seed)
    const failures: string[] = []
    let tried = 0
    for (let count = 1; count <= story.events.length; count++)
      for (const [index, share] of shares.entries()) {
        const root = path.join(story.folder, `${side.slice(0, -1)}-${count}-${index}`)
        cpSync(story.start, root, {recursive: true, verbatimSymlinks: true})
        layOutMoment(story, count, share, random, root)
        const wrong = side === 'in/' ? await undoEverything(root) : await goOn(root, story)
        tried++
        const end = wrong ?? differs(await readSnapshot(root), side === 'in/' ? story.before : story.after)
        if (end !== undefined) failures.push(`after event ${count}, ${share} done: ${end}`)
        await rm(root, {recursive: true})
      }
    figure(`state file cut: ${tried - failures.length} of ${tried} moments lead to ${side} in ${name}; seed ${seed}`)
    expect(failures.slice(0, 10)).toEqual([])
  })

  test(`the shipped program goes on to out/ from ${shipped} of them`, async () => {
    const random = seededRandom(seed + 1)
    for (let number = 0; number < shipped; number++) {
      await story.repository.reset()
      const count = pickNumber(random, 1, story.events.length)
      layOutMoment(story, count, 0.5, random, story.repository.root)
      const {code, stderr} = await story.repository.run(...story.run)
      expect(code, `after event ${count}, seed ${seed}\n${stderr}`).toBe(0)
      expect(
        differs(await story.repository.snapshot(), story.after),
        `after event ${count}, seed ${seed}`,
      ).toBeUndefined()
    }
    figure(
      `state file cut: ${shipped} of ${shipped} moments lead the shipped program to out/ in ${name}; seed ${seed + 1}`,
    )
  })
})

async function goOn(root: string, story: WholeStory): Promise<string | undefined> {
  const ctx = await openEngine(root, {ask: acceptAll, kinds: standInKinds(story)})
  if (ctx.journal.session === undefined) return 'no session'
  const end = await runPlan(ctx)
  return end.kind === 'done' ? undefined : JSON.stringify(end)
}

function differs(found: Snapshot, wanted: Snapshot): string | undefined {
  const paths = [...new Set([...Object.keys(found), ...Object.keys(wanted)])]
  const different = paths.filter(file => found[file] !== wanted[file])
  return different.length === 0 ? undefined : `differs: ${different.join(', ')}`
}
