import {count} from '../domain/count.ts'
import type {Answer, UndoChoice} from '../domain/question.ts'
import {stepsInForce} from '../journal/session.ts'
import type {EngineContext} from './engine-context.ts'
import {undoGate} from './gates.ts'
import {removeLeftovers} from './remove-leftovers.ts'
import type {RunEnd} from './run-end.ts'
import {leftInPlace, undoChoices} from './undo-choices.ts'
import {undoSteps} from './undo-steps.ts'

/**
 * Asks what is to be undone, showing all of it first, and does it. 'back' when nothing was undone; 'next' when the run can
 * go on at the first step that is open again. Everything undone ends the session.
 */
export async function chooseUndo(ctx: EngineContext): Promise<RunEnd | 'next' | 'back'> {
  if (canUndo(ctx)) ctx.say('Working out what each way back would do')
  const choices = await undoChoices(ctx, ctx.undoAdvice)
  if (choices.length === 0) {
    ctx.say('Nothing is in force that could be undone')
    return 'back'
  }
  const question = undoGate(choices)
  const answer = await ctx.ask(question)
  if (answer === undefined) return {kind: 'waiting', question}
  if (answer.option === 'quit') return {kind: 'quit'}
  if (answer.option !== 'undo') return 'back'
  const chosen = choices.find(({id}) => id === answer.item)
  if (chosen !== undefined && chosen.isRefused !== true) return carryOut(ctx, chosen, answer)
  ctx.say(chosen?.against?.title ?? 'Nothing of that name can be undone')
  return chooseUndo(ctx)
}

/** Whether anything is there to be undone. */
export function canUndo({journal: {session}}: EngineContext): boolean {
  return session !== undefined && stepsInForce(session).length > 0
}

async function carryOut(
  ctx: EngineContext,
  {steps, stays, kind}: UndoChoice,
  {by}: Answer,
): Promise<RunEnd | 'next' | 'back'> {
  const goesOn = kind !== 'all'
  const end = await undoSteps(ctx, {asked: steps.map(({id}) => id), reason: 'undo', by, goesOn})
  if (end.kind === 'kept') return 'back'
  if (end.kind !== 'undone') return end
  const files = end.restored.length
  ctx.say(files === 0 ? 'There was no file to put back' : `${count(files, 'file')} put back and read again`)
  // As long as the run goes on it may still be built with.
  const {gone} = goesOn ? nothingRemoved : await removeLeftovers(ctx, end.steps)
  const {session} = ctx.journal
  const removed = session === undefined ? [] : leftInPlace(session, gone)
  const left = stays.filter(line => !removed.includes(line))
  if (!goesOn) return {kind: 'quit', stays: left}
  for (const line of left) ctx.say(line)
  return 'next'
}

const nothingRemoved = {gone: []}
