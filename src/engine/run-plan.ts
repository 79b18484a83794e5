import {currentStep} from '../journal/session.ts'
import {commitStep} from './commit-step.ts'
import type {EngineContext} from './engine-context.ts'
import {recover} from './recover.ts'
import type {RunEnd} from './run-end.ts'
import {runStep} from './run-step.ts'

/** Walks the session's steps, from wherever it stands, until all are decided or somebody leaves. */
export async function runPlan(ctx: EngineContext): Promise<RunEnd> {
  const blocked = await recover(ctx)
  if (blocked !== undefined) return blocked
  for (;;) {
    if (ctx.interrupts.quit.aborted) return {kind: 'quit'}
    const committed = await commitStep(ctx)
    if (committed === 'next') continue
    if (committed !== undefined) return committed
    const step = ctx.journal.session === undefined ? undefined : currentStep(ctx.journal.session)
    if (step === undefined) break
    const end = await runStep(ctx, step)
    if (end !== 'next') return end
  }
  if (ctx.journal.session?.verdict === undefined) await ctx.journal.append({type: 'session-ended', verdict: 'done'})
  return {kind: 'done'}
}
