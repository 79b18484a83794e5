import type {FileState} from '../../domain/file-state.ts'
import type {Tree} from '../../domain/ports.ts'
import type {JournalView} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'

/** A file that isn't as it was when the session started; undefined on a side where there is none. */
export type ChangedText = {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  /** Something stood there before, a link too. */
  readonly wasThere: boolean
}

/** The files that a session changed, as they stood before it and as they stand now, by path. */
export async function changedTexts(
  tree: Pick<Tree, 'readText'>,
  journal: Pick<JournalView, 'content'>,
  {history}: Pick<Session, 'history'>,
): Promise<readonly ChangedText[]> {
  const origins = new Map<string, FileState>()
  for (const {files} of history) for (const {path, before} of files) if (!origins.has(path)) origins.set(path, before)
  const changed: ChangedText[] = []
  for (const [path, origin] of origins) {
    const before = origin.kind === 'file' ? new TextDecoder().decode(journal.content(origin.sha256)) : undefined
    const after = await tree.readText(path)
    if (before !== after) changed.push({path, before, after, wasThere: origin.kind !== 'absent'})
  }
  return changed.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
