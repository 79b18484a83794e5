import {isSameState} from '../domain/file-state.ts'
import type {FileChange} from '../journal/event.ts'
import type {Undoing} from '../journal/session.ts'
import type {EngineContext} from './engine-context.ts'
import {isInState, putState} from './saved-tree.ts'

type Undoer = Pick<EngineContext, 'journal' | 'tree'>
export type UndoEnd = {
  /** Paths that were changed; those a person kept as they are don't count. */
  readonly restored: readonly string[]
  readonly failed: readonly {readonly path: string; readonly why: string}[]
}

/** Announces an undo and carries it out. Every content it names must be in the state file already. */
export async function undo(ctx: Undoer, undoing: Undoing): Promise<UndoEnd> {
  await ctx.journal.append({type: 'undo-started', ...undoing, steps: [...undoing.steps], files: [...undoing.files]})
  return finishUndo(ctx)
}

/** Carries out the announced undo, for the first time or after a crash, and says what is true afterwards. */
export async function finishUndo(ctx: Undoer): Promise<UndoEnd> {
  const undoing = ctx.journal.session?.undoing
  if (undoing === undefined) return {restored: [], failed: []}
  const failed: {path: string; why: string}[] = []
  for (const file of undoing.files) {
    const why = await restore(ctx, file)
    if (why !== undefined) failed.push({path: file.path, why})
  }
  await ctx.journal.append({type: 'undo-finished', steps: [...undoing.steps], failed})
  const changed = undoing.files.filter(({before, after}) => !isSameState(before, after)).map(({path}) => path)
  return {restored: changed.filter(path => !failed.some(one => one.path === path)), failed}
}

/** Undefined when the file is as promised, proven by reading it again. */
async function restore(ctx: Undoer, {path, before, after}: FileChange): Promise<string | undefined> {
  try {
    if (await isInState(ctx, path, after)) {
      // Whoever put it there may have been killed before it was on disk.
      await ctx.tree.settle(path)
      return undefined
    }
    if (!(await isInState(ctx, path, before))) return 'it was changed while the undo was going on'
    await putState(ctx, path, after)
    return (await isInState(ctx, path, after)) ? undefined : 'it reads differently from what was written'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
