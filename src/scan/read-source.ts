import type {Tree} from '../domain/ports.ts'
import type {SourceFile} from './source-file.ts'

/** The file as text, or why it is left out. */
export type ReadSource =
  | {readonly kind: 'read'; readonly file: SourceFile}
  | {
      readonly kind: 'left-out'
      readonly reason: string
      /** A file that isn't UTF-8, read as Latin-1: good enough to see what it states, never to be written. */
      readonly guessed?: SourceFile
    }

/** Reads one candidate; what is large, binary, locked away, a symbolic link or gone is left out. The byte order mark stays. */
export async function readSource(tree: Pick<Tree, 'readUpTo'>, path: string): Promise<ReadSource> {
  const read = await tree.readUpTo(path, maxBytes)
  if (read.kind === 'absent') return leftOut(linkOrGone)
  if (read.kind === 'too-large') return leftOut('larger than 2 MiB')
  if (read.kind === 'unreadable') return leftOut(notReadable)
  if (read.bytes.includes(0)) return leftOut('not text')
  try {
    return {
      kind: 'read',
      file: {path, text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(read.bytes)},
    }
  } catch {
    const guessed = {path, text: new TextDecoder('windows-1252').decode(read.bytes)}
    return {kind: 'left-out', reason: 'not UTF-8', guessed}
  }
}

function leftOut(reason: string): ReadSource {
  return {kind: 'left-out', reason}
}

/** The reason that a symbolic link shares with a file that vanished meanwhile. */
export const linkOrGone = 'a link, or gone'
export const notReadable = 'not readable'
const maxBytes = 2 * 1024 * 1024
