import type {FileState} from '../domain/file-state.ts'
import type {EngineContext} from './engine-context.ts'
import {editedFile} from './gates.ts'
import {hasMarkers, markConflicts} from './mark-conflicts.ts'
import {type Contents, textOf} from './merge-states.ts'
import type {RunEnd} from './run-end.ts'
import {saveText} from './saved-tree.ts'
import {shownChange} from './shown-change.ts'

/** A file that a person changed where there is something to put back. */
export type Conflict = {
  readonly path: string
  /** The title of the step that was cut short, or `undo`. */
  readonly during: string
  readonly now: FileState
  /** Undefined when what stays and what goes met in one place, so that there is no saved version. */
  readonly restored: FileState | undefined
  /** What both come from; without it the two are told apart line by line. */
  readonly base?: FileState
  /** What stood there at first: the other side where there is no saved version. */
  readonly origin: FileState
}

/**
 * Asks which version is to stand: the person's, the saved one, or one that is edited from both. Nothing is written into the tree
 * here; an edited text is taken when no marker is left in it, else it is asked about again.
 */
export async function decideEdited(
  ctx: EngineContext,
  conflict: Conflict,
): Promise<{readonly kind: 'decided'; readonly state: FileState} | {readonly kind: 'back'} | RunEnd> {
  const {path, during, now, restored} = conflict
  const marked = ctx.editText === undefined ? undefined : markedText(ctx.journal, conflict)
  const saved = restored === undefined ? {isUnclear: true} : {difference: shownChange(ctx.journal, now, restored)}
  const question = editedFile({path, during, ...saved, canEdit: marked !== undefined})
  const answer = await ctx.ask(question)
  if (answer === undefined) return {kind: 'waiting', question}
  if (answer.option === 'keep') return {kind: 'decided', state: now}
  if (answer.option === 'restore' && restored !== undefined) return {kind: 'decided', state: restored}
  if (answer.option !== 'edit' || marked === undefined) return {kind: answer.option === 'back' ? 'back' : 'quit'}
  const text = await edit(ctx, path, marked)
  return text === undefined ? decideEdited(ctx, conflict) : {kind: 'decided', state: await saveText(ctx, text, now)}
}

/** Both sides in one text, marked where they differ; undefined where one of them is no text. */
export function markedText(
  {content}: Pick<Contents, 'content'>,
  conflict: Omit<Conflict, 'during'>,
): string | undefined {
  const {now, restored, base, origin} = conflict
  const [yours, other] = [now, restored ?? origin].map(state => stateText(content, state))
  if (yours === undefined || other === undefined) return undefined
  return markConflicts(
    base === undefined || restored === undefined ? undefined : stateText(content, base),
    yours,
    other,
  )
}

/** Undefined when nothing came of it; why is told. */
async function edit(ctx: EngineContext, path: string, marked: string): Promise<string | undefined> {
  const edited = await ctx.editText?.(path, marked)
  if (edited?.kind === 'edited' && !hasMarkers(edited.text)) return edited.text
  ctx.say(edited?.kind === 'failed' ? edited.why : `Markers are left in ${path}: nothing was taken`)
  return undefined
}

function stateText(content: Contents['content'], state: FileState): string | undefined {
  return state.kind === 'file' ? textOf(content(state.sha256)) : undefined
}
