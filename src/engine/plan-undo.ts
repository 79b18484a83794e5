import {BugError} from '../domain/errors.ts'
import {type FileState, isSameState} from '../domain/file-state.ts'
import type {Tree} from '../domain/ports.ts'
import type {Journal} from '../journal/journal.ts'
import {type Session, stepsInForce} from '../journal/session.ts'
import {changedPaths, fileHistory, replay} from './file-history.ts'
import {mergeStates} from './merge-states.ts'
import {seenState} from './seen-state.ts'

export type UndoFile = {
  readonly path: string
  /** What stands there; what the session left there, where that can't be known. */
  readonly now: FileState
  /** What it becomes; undefined when that can't be decided without a person. */
  readonly target: FileState | undefined
  /** What it would be without the edits made by hand since. */
  readonly restored: FileState | undefined
  /** What the session left there, and what stood there before it. */
  readonly base: FileState
  readonly origin: FileState
  readonly isEditedSince: boolean
  /** Why nobody can tell what stands there: the undo will say that it couldn't put the file back. */
  readonly unseen?: string
}

export type UndoPlan = {
  /** Steps that are undone, in plan order: the asked ones and those that need or follow them. */
  readonly steps: readonly string[]
  /** Among them, those nobody asked for, with the step they need. */
  readonly because: readonly {readonly step: string; readonly needs: string}[]
  readonly files: readonly UndoFile[]
}

/** The session with its contents, and the tree: what an undo is worked out from. */
export type UndoSight = {
  readonly journal: Pick<Journal, 'session' | 'save' | 'content'>
  readonly tree: Pick<Tree, 'state' | 'read'>
}

/**
 * What undoing these steps would do, without doing it: the other steps' changes and the edits made by hand stay.
 * Saves contents where `journal.save` puts them, writes nothing else.
 */
export async function planUndo(ctx: UndoSight, asked: readonly string[]): Promise<UndoPlan> {
  const {session} = ctx.journal
  if (session === undefined) throw new BugError('undo without a session')
  const {steps, because} = withDependents(session, asked)
  return {steps, because, files: await planFiles(ctx, session, steps)}
}

/** What becomes of each file that these steps changed, also where that is what stands there. */
export async function planFiles(
  ctx: UndoSight,
  session: Session,
  steps: readonly string[],
): Promise<readonly UndoFile[]> {
  const undone = new Set(steps)
  const files: UndoFile[] = []
  for (const path of changedPaths(session, undone)) files.push(await planFile(ctx, session, path, undone))
  return files
}

/** Whether an undo changes the file, or asks what becomes of it. */
export function isChanged({target, now}: UndoFile): boolean {
  return target === undefined || !isSameState(now, target)
}

async function planFile(
  ctx: UndoSight,
  session: Session,
  path: string,
  undone: ReadonlySet<string>,
): Promise<UndoFile> {
  const {journal} = ctx
  const history = await fileHistory(journal, session, path)
  if (history === undefined) throw new BugError(`no history of ${path}`)
  const seen = await seenState(ctx, path)
  const now = seen.kind === 'seen' ? seen.state : history.current
  const unseen = seen.kind === 'seen' ? {} : {unseen: seen.why}
  const {current: base, origin} = history
  const isEditedSince = !isSameState(now, history.current)
  const replayed = await replay(journal, history, step => step === undefined || !undone.has(step))
  if (replayed.kind === 'conflict')
    return {path, now, target: undefined, restored: undefined, base, origin, isEditedSince, ...unseen}
  const merged = await mergeStates(journal, history.current, replayed.state, now)
  return {
    path,
    now,
    target: merged.kind === 'merged' ? merged.state : undefined,
    restored: replayed.state,
    base,
    origin,
    isEditedSince,
    ...unseen,
  }
}

/** The asked steps that are in force, with those that need or follow one of them. */
export function withDependents(session: Session, asked: readonly string[]): Pick<UndoPlan, 'steps' | 'because'> {
  const inForce = stepsInForce(session).map(step => step.plan)
  const undone = new Set(asked.filter(id => inForce.some(step => step.id === id)))
  const because: {step: string; needs: string}[] = []
  // The plan is ordered, so one pass reaches every step that needs or follows an undone one.
  for (const step of inForce) {
    const needs = [...step.needs, ...(step.follows ?? [])].find(need => undone.has(need))
    if (undone.has(step.id) || needs === undefined) continue
    undone.add(step.id)
    because.push({step: step.id, needs})
  }
  return {steps: inForce.filter(step => undone.has(step.id)).map(step => step.id), because}
}
