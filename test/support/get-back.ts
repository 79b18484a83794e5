import path from 'node:path'
import type {Ask} from '../../src/domain/question.ts'
import type {EngineContext} from '../../src/engine/engine-context.ts'
import {createInterrupts} from '../../src/engine/interrupts.ts'
import {recover} from '../../src/engine/recover.ts'
import {undoSteps} from '../../src/engine/undo-steps.ts'
import {openJournal} from '../../src/journal/journal.ts'
import {stepsInForce} from '../../src/journal/session.ts'
import {openAppendFile} from '../../src/system/append-file.ts'
import {systemClock} from '../../src/system/clock.ts'
import {codec} from '../../src/system/codec.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {readLogTail} from '../../src/system/read-log-tail.ts'
import {openTree} from '../../src/system/tree.ts'

/** An engine on a repository with a state file that somebody else wrote; without `kinds` it can recover and undo. */
export async function openEngine(
  root: string,
  {ask = nobody, kinds = new Map()}: Partial<Pick<EngineContext, 'ask' | 'kinds'>> = {},
): Promise<EngineContext> {
  const file = openAppendFile(path.join(root, '.upgrade-wizard/state.jsonl'))
  return {
    journal: await openJournal({file, codec, clock: systemClock}),
    tree: await openTree(root),
    kinds,
    ask,
    // What ran before the power went is gone.
    programs: {...createPrograms(), survivors: async () => []},
    clock: systemClock,
    interrupts: createInterrupts(),
    logFolder: path.join(root, '.upgrade-wizard/logs'),
    readLog: readLogTail,
    say: () => undefined,
  }
}

/** As `upgrade-wizard undo --all` does it: recovers, then undoes everything. Undefined when it got through, else why not. */
export async function undoEverything(root: string, ask: Ask = nobody): Promise<string | undefined> {
  const ctx = await openEngine(root, {ask})
  const {session} = ctx.journal
  if (session === undefined) return undefined
  const stuck = await recover(ctx)
  if (stuck !== undefined) return JSON.stringify(stuck)
  const asked = stepsInForce(ctx.journal.session ?? session).map(step => step.plan.id)
  const end = await undoSteps(ctx, {asked, reason: 'undo', by: 'tester'})
  return end.kind === 'undone' ? undefined : JSON.stringify(end)
}

const nobody: Ask = async () => undefined
