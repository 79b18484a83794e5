import {currentStep, type Session, type StepSession, stepsInForce} from '../journal/session.ts'
import type {EngineContext} from './engine-context.ts'
import {recover} from './recover.ts'
import type {RunEnd} from './run-end.ts'
import {undoSteps} from './undo-steps.ts'

/** The step that was being carried out, proven or decided when the wizard was left; undefined when none was begun. */
export function stepInFlight(session: Session): StepSession | undefined {
  const step = currentStep(session)
  return step !== undefined && ['running', 'verified', 'failed'].includes(step.state.status) ? step : undefined
}

/**
 * Takes the step in flight back, verified or not, so that the run starts it anew: its next attempt, without asking whether it
 * is wanted. 'next' when that is done, or there was none; `kept` is a person's second thought.
 */
export async function redoStep(ctx: EngineContext, by: string): Promise<RunEnd | 'next' | 'kept'> {
  const id = ctx.journal.session === undefined ? undefined : stepInFlight(ctx.journal.session)?.plan.id
  const blocked = await recover(ctx)
  if (blocked !== undefined) return blocked
  // What was cut short is taken back by now.
  const isInForce =
    ctx.journal.session !== undefined && stepsInForce(ctx.journal.session).some(one => one.plan.id === id)
  if (id === undefined || !isInForce) return 'next'
  const end = await undoSteps(ctx, {asked: [id], reason: 'retry', by})
  if (end.kind === 'undone') return 'next'
  return end.kind === 'kept' ? 'kept' : end
}
