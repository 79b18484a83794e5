import type {Tree} from '../domain/ports.ts'
import type {SourceFile} from './source-file.ts'

/** The file as text, or why it is left out. */
export type ReadSource =
  | {readonly kind: 'read'; readonly file: SourceFile}
  | {readonly kind: 'left-out'; readonly reason: string}

/** Reads one candidate; what is large, binary, a symbolic link or gone is left out. The byte order mark stays. */
export async function readSource(tree: Tree, path: string): Promise<ReadSource> {
  const bytes = await tree.read(path)
  if (bytes === undefined) return {kind: 'left-out', reason: 'a link, or gone'}
  if (bytes.length > maxBytes) return {kind: 'left-out', reason: 'larger than 2 MiB'}
  if (bytes.includes(0)) return {kind: 'left-out', reason: 'not text'}
  try {
    return {kind: 'read', file: {path, text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)}}
  } catch {
    return {kind: 'left-out', reason: 'not UTF-8'}
  }
}

const maxBytes = 2 * 1024 * 1024
