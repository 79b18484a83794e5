import {BugError} from '../domain/errors.ts'
import type {Problem} from '../domain/problem.ts'
import type {Answer, Question} from '../domain/question.ts'
import type {Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {StepSession} from '../journal/session.ts'
import {applyStep} from './apply-step.ts'
import type {EngineContext} from './engine-context.ts'
import {afterStep, beforeStep, blockedStep} from './gates.ts'
import {runCommand} from './run-command.ts'
import type {RunEnd} from './run-end.ts'
import {isInState, saveState} from './saved-tree.ts'
import {undoSteps} from './undo-steps.ts'

/** 'next' when the step has moved on; the caller looks at the session again. */
export type StepEnd = RunEnd | 'next'

/** Moves one step on by one decision: inspects and starts it, verifies it, or asks what to do with it. */
export async function runStep(ctx: EngineContext, step: StepSession): Promise<StepEnd> {
  const kind = ctx.kinds.get(step.plan.kind)
  if (kind === undefined) throw new BugError(`no step kind ${step.plan.kind}`)
  switch (step.state.status) {
    case 'waiting':
    case 'blocked':
    case 'undone':
      return begin(ctx, step, kind)
    case 'running':
      return verify(ctx, step, kind)
    case 'verified':
      return decide(ctx, step, kind, {kind: 'ok', summary: step.state.summary})
    case 'failed':
      return decide(ctx, step, kind, {kind: 'failed', problem: step.state.problem})
    case 'accepted':
    case 'not-needed':
    case 'skipped':
      return 'next'
    default:
      return step.state satisfies never
  }
}

async function begin(ctx: EngineContext, step: StepSession, kind: StepKind): Promise<StepEnd> {
  const missing = missingNeed(ctx, step)
  const inspection: Inspection = missing ?? (await kind.inspect(stepContext(ctx, step, ctx.interrupts.beginStep())))
  if (ctx.interrupts.quit.aborted) return {kind: 'quit'}
  switch (inspection.kind) {
    case 'done':
      await ctx.journal.append({type: 'step-not-needed', step: step.plan.id, evidence: inspection.evidence})
      return 'next'
    case 'blocked':
      await ctx.journal.append({type: 'step-blocked', step: step.plan.id, problem: inspection.problem})
      return answered(ctx, step, blockedStep(step.plan, inspection.problem), async answer =>
        answer.option === 'skip' ? skip(ctx, step, answer) : 'next',
      )
    case 'needed':
      // A retry was decided already; asking again whether to apply would ask the same thing twice.
      if (step.attempt > 0 && step.state.status === 'waiting') return start(ctx, step, kind, inspection)
      return answered(ctx, step, beforeStep(step.plan, inspection), answer =>
        answer.option === 'skip' ? skip(ctx, step, answer) : start(ctx, step, kind, inspection),
      )
    default:
      return inspection satisfies never
  }
}

async function start(
  ctx: EngineContext,
  step: StepSession,
  kind: StepKind,
  inspection: Extract<Inspection, {kind: 'needed'}>,
): Promise<StepEnd> {
  const signal = ctx.interrupts.beginStep()
  const attempt = step.attempt + 1
  const applied = await applyStep(ctx, {
    step,
    attempt,
    kind,
    inspection,
    context: stepContext(ctx, {...step, attempt}, signal),
  })
  if (applied.kind !== 'applied') return applied.kind === 'changed' ? 'next' : applied.end
  if (applied.outcome.kind === 'failed') return settle(ctx, {...step, attempt}, applied.outcome)
  return verify(ctx, {...step, attempt}, kind, applied.outcome)
}

async function verify(ctx: EngineContext, step: StepSession, kind: StepKind, applied?: Outcome): Promise<StepEnd> {
  const outcome = await kind.verify(stepContext(ctx, step, ctx.interrupts.beginStep()), applied)
  // Quitting isn't a verdict: the next start verifies again.
  if (ctx.interrupts.quit.aborted) return {kind: 'quit'}
  return settle(ctx, step, outcome)
}

async function settle(ctx: EngineContext, {plan, attempt}: StepSession, outcome: Outcome): Promise<StepEnd> {
  const data = outcome.data === undefined ? {} : {data: outcome.data}
  if (outcome.kind === 'ok')
    await ctx.journal.append({type: 'step-verified', step: plan.id, attempt, summary: outcome.summary, ...data})
  else await ctx.journal.append({type: 'step-failed', step: plan.id, attempt, problem: outcome.problem, ...data})
  return 'next'
}

function decide(ctx: EngineContext, step: StepSession, kind: StepKind, outcome: Outcome): Promise<StepEnd> {
  const {id} = step.plan
  return answered(ctx, step, afterStep(step.plan, outcome), async ({option, by}) => {
    switch (option) {
      case 'accept':
        await ctx.journal.append({type: 'step-accepted', step: id, attempt: step.attempt, by})
        return 'next'
      case 'adopt':
        return adopt(ctx, step, by)
      case 'verify':
        return verify(ctx, step, kind)
      case 'retry':
      case 'roll-back':
        return undoStep(ctx, id, option, by)
      default:
        throw new BugError(`no such answer: ${option}`)
    }
  })
}

async function undoStep(ctx: EngineContext, id: string, reason: 'retry' | 'roll-back', by: string): Promise<StepEnd> {
  const end = await undoSteps(ctx, {asked: [id], reason, by})
  return end.kind === 'undone' ? 'next' : end
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

async function skip(ctx: EngineContext, step: StepSession, {by}: Answer): Promise<StepEnd> {
  await ctx.journal.append({type: 'step-skipped', step: step.plan.id, by})
  return 'next'
}

/** Asks; notes and leaving mean the same at every gate. */
async function answered(
  ctx: EngineContext,
  step: StepSession,
  question: Question,
  act: (answer: Answer) => Promise<StepEnd>,
): Promise<StepEnd> {
  const answer = await ctx.ask(question)
  if (answer === undefined) return {kind: 'waiting', question}
  if (answer.option === 'quit') return {kind: 'quit'}
  if (answer.option !== 'note') return act(answer)
  await ctx.journal.append({type: 'note-written', step: step.plan.id, text: answer.text ?? '', by: answer.by})
  return answered(ctx, step, question, act)
}

function missingNeed(ctx: EngineContext, step: StepSession): Extract<Inspection, {kind: 'blocked'}> | undefined {
  const isMet = (id: string) =>
    ['accepted', 'not-needed'].includes(
      ctx.journal.session?.steps.find(one => one.plan.id === id)?.state.status ?? 'accepted',
    )
  const missing = step.plan.needs.find(id => !isMet(id))
  if (missing === undefined) return undefined
  const problem: Problem = {
    code: 'step-needs-another',
    title: `Cannot start “${step.plan.title}”`,
    detail: `It needs the step ${missing}, which was skipped.`,
    nextSteps: ['Skip this step too, or start over with `upgrade-wizard run --fresh`.'],
  }
  return {kind: 'blocked', problem}
}

function stepContext(ctx: EngineContext, step: StepSession, signal: AbortSignal): StepContext {
  return {
    tree: ctx.tree,
    signal,
    say: ctx.say,
    run: command => runCommand(ctx, {step: step.plan.id, attempt: Math.max(1, step.attempt), signal}, command),
    readLog: (path, tailBytes = 64 * 1024 * 1024) => ctx.readLog(path, tailBytes),
    resultOf: id => ctx.journal.session?.steps.find(one => one.plan.id === id)?.data,
  }
}
