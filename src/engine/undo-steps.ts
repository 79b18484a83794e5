import type {FileChange} from '../journal/event.ts'
import {stepsInForce} from '../journal/session.ts'
import {decideEdited} from './decide-edited.ts'
import type {EngineContext} from './engine-context.ts'
import {planUndo, type UndoFile} from './plan-undo.ts'
import type {RunEnd} from './run-end.ts'
import {undo} from './undo.ts'

type Undone = {readonly kind: 'undone'; readonly steps: readonly string[]; readonly restored: readonly string[]}
/** Somebody thought better of it: nothing was touched. */
type Kept = {readonly kind: 'kept'}
type Wanted = {
  readonly asked: readonly string[]
  readonly reason: 'roll-back' | 'retry' | 'undo'
  readonly by: string
  /** The session goes on, even if nothing of it is left in the tree. */
  readonly goesOn?: boolean
}

/**
 * Undoes these steps and those that need them. The other steps' changes and the edits made by hand stay; where the two
 * meet in one place, a person decides, and without one nothing is touched.
 */
export async function undoSteps(
  ctx: EngineContext,
  {asked, reason, by, goesOn = false}: Wanted,
): Promise<Undone | Kept | RunEnd> {
  const plan = await planUndo(ctx, asked)
  const files: FileChange[] = []
  for (const file of plan.files) {
    const decided = await decide(ctx, file)
    if ('kind' in decided) return decided
    files.push(decided)
  }
  const {restored, failed} = await undo(ctx, {steps: plan.steps, reason, files, by})
  if (failed.length > 0) return {kind: 'undo-failed', failed}
  const isAllUndone = ctx.journal.session !== undefined && stepsInForce(ctx.journal.session).length === 0
  if (reason === 'undo' && isAllUndone && !goesOn) await ctx.journal.append({type: 'session-ended', verdict: 'undone'})
  return {kind: 'undone', steps: plan.steps, restored}
}

async function decide(ctx: EngineContext, file: UndoFile): Promise<FileChange | Kept | RunEnd> {
  const {path, now, target} = file
  if (target !== undefined) return {path, before: now, after: target}
  const decided = await decideEdited(ctx, {...file, during: 'undo'})
  if (decided.kind === 'decided') return {path, before: now, after: decided.state}
  return decided.kind === 'back' ? {kind: 'kept'} : decided
}
