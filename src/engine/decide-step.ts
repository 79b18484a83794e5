import {BugError} from '../domain/errors.ts'
import type {Answer, Question} from '../domain/question.ts'
import type {Outcome, Proposal} from '../domain/step-kind.ts'
import type {StepSession} from '../journal/session.ts'
import {canUndo, chooseUndo} from './choose-undo.ts'
import type {EngineContext} from './engine-context.ts'
import {afterStep, withUndo} from './gates.ts'
import {clean} from './keep-room.ts'
import {mendStep} from './mend-step.ts'
import {runAside} from './run-command.ts'
import type {RunEnd} from './run-end.ts'
import {isInState, saveState} from './saved-tree.ts'
import {undoSteps} from './undo-steps.ts'

/** 'next' when the step has moved on; the caller looks at the session again. */
export type StepEnd = RunEnd | 'next'

/** Asks what to do with a step whose outcome is in, and does it; verifying again is left to the caller. */
export function decideStep(
  ctx: EngineContext,
  step: StepSession,
  outcome: Outcome,
  proposals: readonly Proposal[],
): Promise<StepEnd | 'verify'> {
  const {id} = step.plan
  const question = afterStep(step.plan, outcome, proposals)
  return askAboutStep<StepEnd | 'verify'>(ctx, step, question, async ({option, text, by}) => {
    switch (option) {
      case 'mend':
        return mendStep(ctx, step, chosen(proposals, text), by)
      case 'skip':
        return skipProposal(ctx, step, proposals, {text, by})
      case 'accept':
        await ctx.journal.append({type: 'step-accepted', step: id, attempt: step.attempt, by})
        return 'next'
      case 'adopt':
        return adopt(ctx, step, by)
      case 'verify':
        return 'verify'
      case 'retry':
      case 'roll-back':
        return undoStep(ctx, id, option, by)
      default:
        throw new BugError(`no such answer: ${option}`)
    }
  })
}

/** The one that is named; without a name those that are safe, or all when none is. */
function chosen(proposals: readonly Proposal[], id: string | undefined): readonly Proposal[] {
  if (id !== undefined) return proposals.filter(proposal => proposal.id === id)
  const safe = proposals.filter(proposal => proposal.isSafe)
  return safe.length > 0 ? safe : proposals
}

/** A proposal that isn't wanted, by its id or its change's, isn't made again for this attempt. */
async function skipProposal(
  ctx: EngineContext,
  step: StepSession,
  proposals: readonly Proposal[],
  {text = '', by}: {readonly text: string | undefined; readonly by: string},
): Promise<StepEnd> {
  if (proposals.some(({id, change}) => id === text || change === text))
    await ctx.journal.append({
      type: 'proposal-skipped',
      step: step.plan.id,
      attempt: step.attempt,
      proposal: text,
      by,
    })
  else ctx.say(`Nothing is proposed under the name ${text}`)
  return 'next'
}

export async function undoStep(
  ctx: EngineContext,
  id: string,
  reason: 'retry' | 'roll-back',
  by: string,
): Promise<StepEnd> {
  const end = await undoSteps(ctx, {asked: [id], reason, by})
  // Whoever thought better of it is asked again what to do with the step.
  return end.kind === 'undone' || end.kind === 'kept' ? 'next' : end
}

/** Takes the tree as it stands: what was edited by hand in the step's files belongs to the step from now on. */
async function adopt(ctx: EngineContext, step: StepSession, by: string): Promise<StepEnd> {
  const files = []
  for (const {path, after} of step.files) {
    if (after === undefined || (await isInState(ctx, path, after))) continue
    files.push({path, before: after, after: await saveState(ctx, path)})
  }
  const {id} = step.plan
  const ofAttempt = {step: id, attempt: step.attempt}
  const taken = files.length > 0 ? [{type: 'step-applied' as const, ...ofAttempt, files}] : []
  await ctx.journal.append(...taken, {type: 'step-accepted', ...ofAttempt, by})
  return 'next'
}

export async function skipStep(ctx: EngineContext, step: StepSession, {by}: Answer): Promise<StepEnd> {
  await ctx.journal.append({type: 'step-skipped', step: step.plan.id, by})
  return 'next'
}

/** Asks; notes, cleaning, undoing what was done before, and leaving mean the same at every gate. */
export async function askAboutStep<End = StepEnd>(
  ctx: EngineContext,
  step: StepSession,
  question: Question,
  act: (answer: Answer) => Promise<End>,
): Promise<End | StepEnd> {
  const answer = await ctx.ask(canUndo(ctx) ? withUndo(question) : question)
  if (answer === undefined) return {kind: 'waiting', question}
  if (answer.option === 'quit') return {kind: 'quit'}
  if (answer.option === 'clean') {
    await clean(ctx, answer, runAside(ctx, {step: step.plan.id, attempt: Math.max(1, step.attempt)}))
    return askAboutStep(ctx, step, question, act)
  }
  if (answer.option === 'undo') {
    const end = await chooseUndo(ctx)
    return end === 'back' ? askAboutStep(ctx, step, question, act) : end
  }
  if (answer.option !== 'note') return act(answer)
  await ctx.journal.append({type: 'note-written', step: step.plan.id, text: answer.text ?? '', by: answer.by})
  return askAboutStep(ctx, step, question, act)
}
