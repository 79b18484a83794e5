import type {Problem} from '../domain/problem.ts'
import type {Proposal} from '../domain/step-kind.ts'
import type {FileChange} from '../journal/event.ts'
import type {StepSession} from '../journal/session.ts'
import type {EngineContext} from './engine-context.ts'
import {mergeProposals} from './merge-proposals.ts'
import {prepareWrites, writeFailed} from './prepare-writes.ts'
import {isInState, putState} from './saved-tree.ts'

/**
 * Writes what the taken proposals say, announced in the state file before the first effect. 'verify' when it is done;
 * 'next' when a file was changed meanwhile, or can't be written: look at the session again.
 */
export async function mendStep(
  ctx: EngineContext,
  step: StepSession,
  proposals: readonly Proposal[],
  by: string,
): Promise<'verify' | 'next'> {
  const {taken, writes} = mergeProposals(proposals)
  const prepared = await prepareWrites(ctx, writes)
  if (prepared === undefined || taken.length === 0) {
    ctx.say('The files are no longer what the proposals were made from; looking again')
    return 'next'
  }
  const ofAttempt = {step: step.plan.id, attempt: step.attempt}
  const ids = taken.map(proposal => proposal.id)
  await ctx.journal.append({type: 'step-mended', ...ofAttempt, proposals: ids, writes: prepared, by})
  const refused = await writeMend(ctx, ofAttempt, prepared)
  if (refused === undefined) return 'verify'
  // What can't be written now would be proposed for ever.
  const skipped = ids.map(proposal => ({type: 'proposal-skipped' as const, ...ofAttempt, proposal, by: 'wizard'}))
  await ctx.journal.append(...skipped, {type: 'step-failed', ...ofAttempt, problem: refused})
  return 'next'
}

/** Carries out an announced mend after a crash; what was edited by hand in the meantime stays as it is. */
export async function finishMend(ctx: EngineContext, step: StepSession): Promise<void> {
  if (step.state.status !== 'running' || step.state.mending === undefined) return
  await writeMend(ctx, {step: step.plan.id, attempt: step.attempt}, step.state.mending)
}

async function writeMend(
  ctx: EngineContext,
  ofAttempt: {readonly step: string; readonly attempt: number},
  writes: readonly FileChange[],
): Promise<Problem | undefined> {
  const files: FileChange[] = []
  let refused: Problem | undefined
  for (const write of writes) {
    refused ??= await writeOne(ctx, write)
    if (await isInState(ctx, write.path, write.after)) files.push(write)
  }
  await ctx.journal.append({type: 'step-applied', ...ofAttempt, files})
  return refused
}

async function writeOne(ctx: EngineContext, {path, before, after}: FileChange): Promise<Problem | undefined> {
  if (!(await isInState(ctx, path, before))) return undefined
  try {
    await putState(ctx, path, after)
    return undefined
  } catch (error) {
    return writeFailed(path, error)
  }
}
