import {type FileState, isSameState} from '../domain/file-state.ts'
import type {Session} from '../journal/session.ts'
import {type Contents, type Merged, mergeStates} from './merge-states.ts'

/** One change of one file. Changes nobody announced are the user's own: they are always in force. */
type Delta = {
  readonly step: string | undefined
  readonly before: FileState
  readonly after: FileState
  readonly isWhole?: true | undefined
}

export type FileHistory = {
  readonly path: string
  /** What stood there before the session touched it. */
  readonly origin: FileState
  readonly deltas: readonly Delta[]
  /** What should stand there now, if nobody edited it since. */
  readonly current: FileState
}

/** Paths that steps changed, in order of their first change. */
export function changedPaths(session: Session, steps?: ReadonlySet<string>): readonly string[] {
  const changes = session.history.filter(
    entry => entry.kind === 'change' && (steps === undefined || steps.has(entry.step)),
  )
  return [...new Set(changes.flatMap(entry => entry.files.map(file => file.path)))]
}

/**
 * The story of one file, from the session's history. Where a change starts from something else than the one before
 * it left, a person edited the file in between, and that edit becomes a delta of its own.
 */
export async function fileHistory(journal: Contents, session: Session, path: string): Promise<FileHistory | undefined> {
  let origin: FileState | undefined
  let current: FileState | undefined
  let deltas: Delta[] = []
  for (const entry of session.history) {
    for (const file of entry.files) {
      if (file.path !== path) continue
      origin ??= file.before
      current ??= file.before
      if (!isSameState(current, file.before)) deltas.push({step: undefined, before: current, after: file.before})
      if (entry.kind === 'change') deltas.push({...file, step: entry.step})
      else deltas = await withoutSteps(journal, origin, deltas, entry.steps, file.after)
      current = file.after
    }
  }
  if (origin === undefined || current === undefined) return undefined
  return {path, origin, deltas, current}
}

/** The file with only the deltas that `keeps` admits, applied in order from the origin. */
export async function replay(
  journal: Contents,
  history: Pick<FileHistory, 'origin' | 'deltas'>,
  keeps: (step: string | undefined) => boolean,
): Promise<Merged> {
  let state = history.origin
  for (const delta of history.deltas) {
    if (!keeps(delta.step)) continue
    const merged = await mergeStates(journal, delta.before, state, delta.after)
    // Whoever made the file is undone, and the command that wrote it anew stays: its file stays as it wrote it.
    const isMade = merged.kind === 'conflict' && delta.isWhole === true && state.kind === 'absent'
    if (merged.kind === 'conflict' && !isMade) return merged
    state = merged.kind === 'conflict' ? delta.after : merged.state
  }
  return {kind: 'merged', state}
}

/** After an undo its steps' deltas are gone; what a person decided beyond the replay is the person's delta. */
async function withoutSteps(
  journal: Contents,
  origin: FileState,
  deltas: readonly Delta[],
  steps: readonly string[],
  after: FileState,
): Promise<Delta[]> {
  const kept = deltas.filter(delta => delta.step === undefined || !steps.includes(delta.step))
  const replayed = await replay(journal, {origin, deltas: kept}, () => true)
  if (replayed.kind === 'conflict') return [{step: undefined, before: origin, after}]
  if (isSameState(replayed.state, after)) return kept
  return [...kept, {step: undefined, before: replayed.state, after}]
}
