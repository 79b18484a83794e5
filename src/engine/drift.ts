import {type FileState, isSameState} from '../domain/file-state.ts'
import type {Tree} from '../domain/ports.ts'
import type {FailedFile, Session} from '../journal/session.ts'

/** Files that no longer are what the session left, by the step that wrote them last. */
export async function driftedFiles(tree: Tree, session: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const drifted = new Map<string, string[]>()
  for (const [path, {step, after}] of lastWrites(session)) {
    if (await stands(tree, path, after)) continue
    drifted.set(step, [...(drifted.get(step) ?? []), path])
  }
  return drifted
}

/** The files that the latest undo couldn't put back, and still are not as they were to be. */
export async function notRestored(tree: Pick<Tree, 'state'>, {failedUndo}: Session): Promise<readonly FailedFile[]> {
  const left: FailedFile[] = []
  for (const file of failedUndo?.failed ?? []) if (!(await stands(tree, file.path, file.promised))) left.push(file)
  return left
}

/** What can't be looked at (a folder where a file was) isn't as it was left. */
async function stands(tree: Pick<Tree, 'state'>, path: string, state: FileState): Promise<boolean> {
  return tree.state(path).then(
    now => isSameState(state, now),
    () => false,
  )
}

/** Who wrote each file last, and what it left there. */
function lastWrites(session: Session): ReadonlyMap<string, {readonly step: string; readonly after: FileState}> {
  const last = new Map<string, {step: string; after: FileState}>()
  for (const entry of session.history) {
    const step = entry.kind === 'change' ? entry.step : entry.steps[0]
    for (const {path, after} of entry.files) last.set(path, {step: step ?? '', after})
  }
  return last
}
