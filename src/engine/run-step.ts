import {BugError} from '../domain/errors.ts'
import type {Problem} from '../domain/problem.ts'
import type {Inspection, Outcome, Proposal, StepContext, StepKind} from '../domain/step-kind.ts'
import type {StepSession} from '../journal/session.ts'
import {applyStep} from './apply-step.ts'
import {checkItems} from './check-items.ts'
import {askAboutStep, decideStep, type StepEnd, skipStep} from './decide-step.ts'
import type {EngineContext} from './engine-context.ts'
import {beforeStep, blockedStep} from './gates.ts'
import {keptApart, withoutMixing} from './mixed-changes.ts'
import {orProblem, outcomeOf} from './or-problem.ts'
import {runCommand} from './run-command.ts'
import {tellWrites} from './tell-writes.ts'

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
      return decided(ctx, step, kind, {kind: 'ok', summary: step.state.summary})
    case 'failed':
      return decided(ctx, step, kind, {kind: 'failed', problem: step.state.problem})
    case 'accepted':
    case 'not-needed':
    case 'skipped':
      return 'next'
    default:
      return step.state satisfies never
  }
}

async function begin(ctx: EngineContext, step: StepSession, kind: StepKind): Promise<StepEnd> {
  const inspection = missingNeed(ctx, step) ?? (await inspected(ctx, step, kind))
  if (ctx.interrupts.quit.aborted) return {kind: 'quit'}
  switch (inspection.kind) {
    case 'done':
      await ctx.journal.append({type: 'step-not-needed', step: step.plan.id, evidence: inspection.evidence})
      return 'next'
    case 'blocked':
      return blocked(ctx, step, inspection.problem)
    case 'needed':
      // A retry was decided already, and a checklist is a question itself: asking first would ask the same thing twice.
      if (kind.checklist !== undefined || (step.attempt > 0 && step.state.status === 'waiting'))
        return start(ctx, step, kind, inspection)
      return askAboutStep(ctx, step, beforeStep(step.plan, inspection, step.state.status === 'undone'), answer =>
        answer.option === 'skip' ? skipStep(ctx, step, answer) : start(ctx, step, kind, inspection),
      )
    default:
      return inspection satisfies never
  }
}

/** What can't be read is no reason to leave: the step waits until somebody mends it. */
async function inspected(ctx: EngineContext, step: StepSession, kind: StepKind): Promise<Inspection> {
  const looked = await orProblem(async () => {
    const seen = await kind.inspect(stepContext(ctx, step, ctx.interrupts.beginStep()))
    return withoutMixing(ctx, seen.kind === 'needed' ? await tellWrites(ctx.tree, seen) : seen)
  })
  return 'problem' in looked ? {kind: 'blocked', problem: looked.problem} : looked.result
}

async function blocked(ctx: EngineContext, step: StepSession, problem: Problem): Promise<StepEnd> {
  await ctx.journal.append({type: 'step-blocked', step: step.plan.id, problem})
  return askAboutStep(ctx, step, blockedStep(step.plan, problem), async answer =>
    answer.option === 'skip' ? skipStep(ctx, step, answer) : 'next',
  )
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
  if (applied.kind === 'blocked') return blocked(ctx, step, applied.problem)
  if (applied.kind !== 'applied') return applied.kind === 'changed' ? 'next' : applied.end
  if (applied.outcome.kind === 'failed') return settle(ctx, {...step, attempt}, applied.outcome)
  return verify(ctx, {...step, attempt}, kind, applied.outcome)
}

async function verify(ctx: EngineContext, step: StepSession, kind: StepKind, applied?: Outcome): Promise<StepEnd> {
  const context = stepContext(ctx, step, ctx.interrupts.beginStep())
  const outcome = outcomeOf(await orProblem(() => kind.verify(context, applied)))
  // Quitting isn't a verdict: the next start verifies again.
  if (ctx.interrupts.quit.aborted) return {kind: 'quit'}
  return settle(ctx, step, outcome)
}

async function settle(ctx: EngineContext, {plan, attempt}: StepSession, given: Outcome): Promise<StepEnd> {
  const outcome = withReason(ctx, given)
  const data = outcome.data === undefined ? {} : {data: outcome.data}
  if (outcome.kind === 'ok')
    await ctx.journal.append({type: 'step-verified', step: plan.id, attempt, summary: outcome.summary, ...data})
  else await ctx.journal.append({type: 'step-failed', step: plan.id, attempt, problem: outcome.problem, ...data})
  return 'next'
}

/** A step that was cancelled for a reason fails for it. */
function withReason({interrupts: {cancelledFor}}: EngineContext, outcome: Outcome): Outcome {
  if (outcome.kind === 'ok' || outcome.problem.code !== 'cancelled' || cancelledFor === undefined) return outcome
  return {...outcome, problem: cancelledFor}
}

async function decided(ctx: EngineContext, step: StepSession, kind: StepKind, outcome: Outcome): Promise<StepEnd> {
  if (outcome.kind === 'ok' && kind.checklist !== undefined) {
    const items = await kind.checklist(stepContext(ctx, step, ctx.interrupts.beginStep()))
    return checkItems(ctx, step, items, outcome.summary)
  }
  const proposals = outcome.kind === 'failed' ? await proposalsOf(ctx, step, kind) : []
  if (ctx.interrupts.quit.aborted) return {kind: 'quit'}
  const end = await decideStep(ctx, step, outcome, proposals)
  return end === 'verify' ? verify(ctx, step, kind) : end
}

/** What may mend the step, without what somebody skipped and what would change nothing. */
async function proposalsOf(ctx: EngineContext, step: StepSession, kind: StepKind): Promise<readonly Proposal[]> {
  const proposed = (await kind.propose?.(stepContext(ctx, step, ctx.interrupts.beginStep()))) ?? []
  const skipped = new Set(step.skipped)
  const open = proposed.filter(
    ({id, change, writes}) =>
      !skipped.has(id) &&
      (change === undefined || !skipped.has(change)) &&
      writes.some(({before, after}) => before !== after),
  )
  return keptApart(ctx, open)
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
    mends: step.mends?.length ?? 0,
    run: command => runCommand(ctx, {step: step.plan.id, attempt: Math.max(1, step.attempt), signal}, command),
    readLog: (path, tailBytes = 64 * 1024 * 1024) => ctx.readLog(path, tailBytes),
    resultOf: id => ctx.journal.session?.steps.find(one => one.plan.id === id)?.data,
  }
}
