import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import type {Ask} from '../../src/domain/question.ts'
import {problemOf} from '../../src/domain/system-problem.ts'
import {recover} from '../../src/engine/recover.ts'
import {runPlan} from '../../src/engine/run-plan.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {stepsInForce} from '../../src/journal/session.ts'
import {acceptAll, createWorld, expected, type MadeUpStep, type World} from '../support/engine-world.ts'
import {countedIn, type Faults, type FileOperation, injectFaults} from '../support/faults.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const start = {'Cargo.toml': 'one\ntwo\nthree\n', lock: 'x\ny\nz\n', code: 'use old;\na\n'}
const steps: readonly MadeUpStep[] = [
  {id: 'raise-rust', lines: {'Cargo.toml': {0: 'ONE'}, 'new-file': {0: 'made'}}},
  {id: 'resolve', lines: {lock: {1: 'Y'}}, byCommand: true},
  {id: 'mend-code', lines: {}, checklist: [], mends: [{id: 'first', lines: {code: {0: 'use new;'}}}]},
]
const changing: readonly FileOperation[] = ['open', 'write', 'sync', 'rename', 'mkdir', 'truncate', 'unlink', 'chmod']
const reading: readonly FileOperation[] = ['open-read', 'read', 'stat']

// Some of the operations, the ends taking turns; disk-full-at-every-write.torture.ts is about every one of the whole program.
test.each([
  {code: 'ENOSPC', kinds: changing, stays: true, every: 3},
  {code: 'EROFS', kinds: changing, stays: true, every: 11},
  {code: 'EIO', kinds: [...changing, ...reading], stays: false, every: 5},
  {code: 'EMFILE', kinds: ['open', 'open-read'], stays: false, every: 5},
] as const)(
  '$code at any operation: files are in known states, going on ends right and so does going back',
  async fault => {
    await forEveryOperation(fault, async (world, at) => {
      const isBack = at % 2 === 0
      await (isBack ? undoAll(world) : runPlan(await world.open()))

      expect(await world.files(), `after operation ${at}`).toEqual(isBack ? start : expected(start, steps))
    })
  },
)

async function undoAll(world: World): Promise<void> {
  const ctx = await world.open()
  expect(await recover(ctx)).toBeUndefined()
  const asked = ctx.journal.session === undefined ? [] : stepsInForce(ctx.journal.session).map(step => step.plan.id)
  await undoSteps(ctx, {asked, reason: 'undo', by: 'tester'})
}

type Fault = Pick<Faults, 'code' | 'kinds'> & {
  /** All operations from the one on fail until the disk is mended; else that one alone. */
  readonly stays: boolean
  readonly every: number
}

/** Once per operation of an undisturbed run: it fails there, the disk is mended, and `after` goes on. */
async function forEveryOperation(
  {code, kinds, stays, every}: Fault,
  after: (world: World, at: number) => Promise<void>,
): Promise<void> {
  const bad = path.join(temporaryFolder(), 'disk-is-bad')
  const log = path.join(temporaryFolder(), 'log')
  const whole = await createWorld(start, steps)
  let stop = await injectFaults({below: whole.root, kinds, code, log})
  await runPlan(await whole.open())
  stop()
  await whole.close()
  const operations = countedIn(log)
  let refused = 0
  for (let at = 1; at <= operations; at += every) {
    const world = await createWorld(start, steps)
    try {
      writeFileSync(bad, '')
      stop = await injectFaults({below: world.root, kinds, code, at, half: true, ...(stays ? {until: bad} : {})})
      if (await isRefused(world, code)) refused++
      stop()
      await expectKnownFiles(world, at)
      await after(world, at)
    } finally {
      stop()
      await world.close()
    }
  }
  // The rest are operations that nothing hangs on, such as taking away what isn't there.
  expect(refused / (operations / every)).toBeGreaterThan(0.4)
}

/** What the system refuses is told; nobody sits there who would try again. */
async function isRefused(world: World, code: string): Promise<boolean> {
  const ask: Ask = async question =>
    JSON.stringify(question.subject).includes(code) ? {option: 'quit', by: 'tester'} : acceptAll(question)
  try {
    return (await runPlan(await world.open({ask}))).kind === 'quit'
  } catch (error) {
    expect(problemOf(error)?.detail, String(error)).toContain(code)
    return true
  }
}

async function expectKnownFiles(world: World, at: number): Promise<void> {
  const stages = [start, ...steps.map((_, index) => expected(start, steps.slice(0, index + 1)))]
  for (const [file, text] of Object.entries(await world.files()))
    expect(
      stages.map(stage => new Map(Object.entries(stage)).get(file)),
      `${file} at operation ${at}`,
    ).toContain(text)
}
