import {type Command, shortCommandLine} from '../domain/command.ts'
import {type FileState, isSameState} from '../domain/file-state.ts'
import type {ProcessId} from '../domain/ports.ts'
import type {FileChange} from '../journal/event.ts'
import type {CommandSession, StepSession} from '../journal/session.ts'
import {decideEdited} from './decide-edited.ts'
import type {EngineContext} from './engine-context.ts'
import {keepRoom} from './keep-room.ts'
import {finishMend} from './mend-step.ts'
import {runAside} from './run-command.ts'
import type {RunEnd} from './run-end.ts'
import {seenState} from './seen-state.ts'
import {finishUndo, undo} from './undo.ts'

/**
 * Brings the tree back to a state the journal knows, after a crash or a kill: waits for programs that still run,
 * finishes an announced undo or mend, and takes an unfinished attempt back. What somebody cancels meanwhile is asked about
 * before it starts or is looked at again. Undefined when everything is in order.
 */
export async function recover(ctx: EngineContext): Promise<RunEnd | undefined> {
  await waitForSurvivors(ctx)
  if (ctx.journal.session?.undoing !== undefined) {
    ctx.say('Finishing the interrupted undo')
    const {failed} = await finishUndo(ctx)
    if (failed.length > 0) return {kind: 'undo-failed', failed}
  }
  for (const step of ctx.journal.session?.steps ?? []) await finishMend(ctx, step)
  const running = ctx.journal.session?.steps.find(step => step.state.status === 'running')
  if (running === undefined) return undefined
  if (running.state.status === 'running' && !running.state.applied) return takeBack(ctx, running)
  if (isCancelled(running)) await failCancelled(ctx, running)
  return undefined
}

/** A proof that was cancelled is one that failed: what now is asked at once. */
async function failCancelled(ctx: EngineContext, {plan, attempt, commands}: StepSession): Promise<void> {
  const last = commands.at(-1)
  const command = last === undefined ? plan.title : shortCommandLine(last)
  await ctx.journal.append({
    type: 'step-failed',
    step: plan.id,
    attempt,
    problem: {
      code: 'cancelled',
      title: `Cancelled: ${command}`,
      detail: 'It still ran from before; it and its children are gone.',
      nextSteps: ['Verify again, retry, or roll the step back.'],
    },
  })
}

/** Whether what ran on from before was cancelled, by somebody who didn't leave. */
function isCancelled({commands}: Pick<StepSession, 'commands'>): boolean {
  return commands.findLast(({isAside}) => isAside !== true)?.ended?.outcome === cancelledSince
}

/** Restores what an unfinished attempt wrote. Present bytes are saved first, so even a wrong guess loses nothing. */
export async function takeBack(ctx: EngineContext, step: StepSession): Promise<RunEnd | undefined> {
  const files: FileChange[] = []
  for (const {path, before, after} of step.files) {
    const seen = await seenState(ctx, path)
    const now = seen.kind === 'seen' ? seen.state : (after ?? before)
    if (seen.kind === 'seen' && isSameState(now, before)) continue
    if (isOurs(now, after)) {
      files.push({path, before: now, after: before})
      continue
    }
    const base = after ?? before
    const decided = await decideEdited(ctx, {
      path,
      during: step.plan.title,
      now,
      restored: before,
      base,
      origin: before,
    })
    if (decided.kind === 'back') return {kind: 'quit'}
    if (decided.kind !== 'decided') return decided
    if (!isSameState(decided.state, now)) files.push({path, before: now, after: decided.state})
  }
  const asks = isCancelled(step) ? {asks: true as const} : {}
  const {failed} = await undo(ctx, {steps: [step.plan.id], reason: 'interrupted', files, by: 'wizard', ...asks})
  return failed.length > 0 ? {kind: 'undo-failed', failed} : undefined
}

/** A file that only the step's commands write has no promised state: whatever stands there is theirs. */
function isOurs(now: FileState, after: FileState | undefined): boolean {
  return after === undefined || isSameState(now, after)
}

async function waitForSurvivors(ctx: EngineContext): Promise<void> {
  const {journal, programs, clock} = ctx
  const open =
    journal.session?.steps.flatMap(step => step.commands).filter(command => command.ended === undefined) ?? []
  for (const command of open) {
    const {marker, argv, startedAt} = command
    const survivors = await programs.survivors(marker)
    if (survivors.length > 0)
      ctx.say(`Still running from before: ${argv.join(' ')} (pid ${survivors[0]?.pid}); waiting for it to end`)
    const isCancelled = await waitOrCancel(ctx, command, survivors)
    const durationMs = Math.max(0, clock.now().getTime() - Date.parse(startedAt))
    await journal.append({
      type: 'command-ended',
      marker,
      outcome: isCancelled ? cancelledSince : 'outlived the wizard',
      durationMs,
    })
  }
}

/**
 * A build may be worth waiting for; whoever waits can cancel it like any other. One that its wizard had paused would stand still
 * for ever: it goes on, unless there still is too little room. Gives whether somebody cancelled it.
 */
async function waitOrCancel(
  ctx: EngineContext,
  {step, marker, argv: [program = '', ...words], cwd}: CommandSession,
  survivors: readonly ProcessId[],
): Promise<boolean> {
  if (survivors.length === 0) return false
  const {programs, interrupts} = ctx
  const signal = interrupts.beginStep()
  const cancel = () => void Promise.all(survivors.map(one => programs.cancel(one)))
  signal.addEventListener('abort', cancel, {once: true})
  const ended = Promise.all(survivors.map(one => programs.whenGone(one)))
  const resume = () => Promise.all(survivors.map(one => programs.resume(one)))
  if ((await ctx.room?.now()) === undefined) await resume()
  const pause = () => Promise.all(survivors.map(one => programs.pause(one)))
  const command: Command = {argv: [program, ...words], cwd}
  await keepRoom(ctx, {step, marker, command, ended, pause, resume, aside: runAside(ctx, {step, attempt: 1})})
  await ended
  signal.removeEventListener('abort', cancel)
  return signal.aborted && !interrupts.quit.aborted
}

/** Beside `outlived the wizard`, for what ended by itself. */
const cancelledSince = 'outlived the wizard, cancelled'
