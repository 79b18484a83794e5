import type {Leftover} from '../domain/leftover.ts'
import type {StepSession} from '../journal/session.ts'
import type {EngineContext} from './engine-context.ts'
import {leftoverGate} from './gates.ts'
import {runCommand} from './run-command.ts'

/** Ids of steps. */
type Removed = {readonly wanted: readonly string[]; readonly gone: readonly string[]}

/**
 * Asks about each thing that these undone steps left outside of the repository, and takes away what is agreed to, by a command that
 * is in the state file before it starts. Whether it is gone is looked at, not believed. Gives the steps of which
 * something was to be removed, and those of which nothing is left.
 */
export async function removeLeftovers(ctx: EngineContext, steps: readonly string[]): Promise<Removed> {
  const wanted: string[] = []
  const gone: string[] = []
  for (const id of steps) {
    const step = ctx.journal.session?.steps.find(({plan}) => plan.id === id)
    const leftover = step === undefined ? undefined : await ctx.undoAdvice?.leftover?.(step)
    if (step === undefined || leftover === undefined) continue
    if (leftover.keptBecause !== undefined) ctx.say(`${leftover.title} stays: ${leftover.keptBecause}`)
    else if (await isWanted(ctx, step, leftover)) {
      wanted.push(id)
      if (await remove(ctx, step, leftover)) gone.push(id)
    }
  }
  return {wanted, gone}
}

async function isWanted({ask}: EngineContext, {plan}: StepSession, {title, command}: Leftover): Promise<boolean> {
  return (await ask(leftoverGate(plan, title, command.argv.join(' '))))?.option === 'remove'
}

async function remove(ctx: EngineContext, {plan, attempt}: StepSession, leftover: Leftover): Promise<boolean> {
  const ofStep = {step: plan.id, attempt: Math.max(1, attempt), signal: ctx.interrupts.beginStep(), isAside: true}
  await runCommand(ctx, ofStep, leftover.command)
  const isGone = await leftover.isGone()
  const text = isGone
    ? `${leftover.title} was removed again`
    : `${leftover.title} could not be removed: it is still there`
  await ctx.journal.append({type: 'note-written', step: plan.id, text, by: 'wizard'})
  ctx.say(text)
  return isGone
}
