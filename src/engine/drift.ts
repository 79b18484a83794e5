import {type FileState, isSameState} from '../domain/file-state.ts'
import type {Tree} from '../domain/ports.ts'
import type {Session} from '../journal/session.ts'

/** Files that no longer are what the session left, by the step that wrote them last. */
export async function driftedFiles(tree: Tree, session: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const drifted = new Map<string, string[]>()
  for (const [path, {step, after}] of lastWrites(session)) {
    if (isSameState(after, await tree.state(path))) continue
    drifted.set(step, [...(drifted.get(step) ?? []), path])
  }
  return drifted
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
