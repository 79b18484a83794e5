import {BugError} from '../domain/errors.ts'
import {type FileState, isSameState} from '../domain/file-state.ts'
import type {Tree} from '../domain/ports.ts'
import type {Journal} from '../journal/journal.ts'
import type {EngineContext} from './engine-context.ts'

type Saver = Pick<EngineContext, 'journal' | 'tree'>
export type StateSaver = {readonly journal: Pick<Journal, 'save'>; readonly tree: Pick<Tree, 'state' | 'read'>}

/** What stands at a path now, with its content in the state file. */
export async function saveState({journal, tree}: StateSaver, path: string): Promise<FileState> {
  const state = await tree.state(path)
  if (state.kind !== 'file') return state
  const bytes = await tree.read(path)
  if (bytes === undefined) return saveState({journal, tree}, path)
  // Read once more than hashed: a file that changes in between is saved as what was read.
  return {...state, sha256: await journal.save(bytes)}
}

/** The state a text would have at a path; its content goes into the state file. */
export async function saveText({journal}: Saver, text: string, before: FileState): Promise<FileState> {
  const sha256 = await journal.save(new TextEncoder().encode(text))
  return {kind: 'file', sha256, mode: before.kind === 'file' ? before.mode : newFileMode}
}

/** Makes a path what a saved state says. The content must be in the state file. */
export async function putState({journal, tree}: Saver, path: string, state: FileState): Promise<void> {
  switch (state.kind) {
    case 'absent':
      return tree.remove(path)
    case 'symlink':
      return tree.writeLink(path, state.target)
    case 'file':
      return tree.write(path, journal.content(state.sha256), state.mode)
    default:
      throw new BugError(`unknown file state ${state satisfies never}`)
  }
}

/** Whether the path is as the state says, read afresh. */
export async function isInState({tree}: Saver, path: string, state: FileState): Promise<boolean> {
  return isSameState(await tree.state(path), state)
}

const newFileMode = 0o644
