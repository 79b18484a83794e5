import {BugError} from '../../domain/errors.ts'
import type {FileState} from '../../domain/file-state.ts'
import type {BoundedRead, Tree} from '../../domain/ports.ts'
import type {JournalView} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'

/**
 * The repository as it was before the session's first change to each file, to be read only. A lockfile that cargo made
 * for manifests nobody had changed yet stands in for the one that wasn't there: it says what they led to.
 */
export function treeBefore(tree: Tree, journal: JournalView): Tree {
  const origins = journal.session === undefined ? new Map<string, FileState>() : originsOf(journal.session)
  const bytesOf = (path: string): Uint8Array | undefined => {
    const origin = origins.get(path)
    return origin?.kind === 'file' ? journal.content(origin.sha256) : undefined
  }
  const readText = async (path: string) => {
    if (!origins.has(path)) return tree.readText(path)
    const bytes = bytesOf(path)
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
  }
  return {
    ...tree,
    list: async () => listed(await tree.list(), origins),
    state: async path => origins.get(path) ?? tree.state(path),
    read: async path => (origins.has(path) ? bytesOf(path) : tree.read(path)),
    readUpTo: async (path, maxBytes) =>
      origins.has(path) ? bounded(bytesOf(path), maxBytes) : tree.readUpTo(path, maxBytes),
    readText,
    write: refused,
    writeLink: refused,
    settle: refused,
    remove: refused,
  }
}

/** Each changed file's first state. */
function originsOf({history}: Session): Map<string, FileState> {
  const origins = new Map<string, FileState>()
  let isManifestChanged = false
  for (const {files} of history) {
    isManifestChanged ||= files.some(({path}) => path.endsWith('Cargo.toml'))
    for (const {path, before, after} of files) {
      if (origins.has(path)) continue
      const isFirstLock = path.endsWith('Cargo.lock') && before.kind === 'absent' && !isManifestChanged
      origins.set(path, isFirstLock ? after : before)
    }
  }
  return origins
}

function listed(paths: readonly string[], origins: ReadonlyMap<string, FileState>): readonly string[] {
  const gone = [...origins].flatMap(([path, {kind}]) => (kind === 'absent' ? [] : [path]))
  const there = paths.filter(path => origins.get(path)?.kind !== 'absent')
  return [...new Set([...there, ...gone])].toSorted()
}

function bounded(bytes: Uint8Array | undefined, maxBytes: number): BoundedRead {
  if (bytes === undefined) return {kind: 'absent'}
  return bytes.length > maxBytes ? {kind: 'too-large', sizeBytes: bytes.length} : {kind: 'read', bytes}
}

async function refused(): Promise<never> {
  throw new BugError('what was before is not to be written')
}
