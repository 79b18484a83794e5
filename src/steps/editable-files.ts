import type {EditableFile} from '../diagnose/suggested-edits.ts'
import type {Tree} from '../domain/ports.ts'
import type {CompilerError} from '../measure/compiler-errors.ts'

/**
 * The files that the compiler suggests to edit, as far as that is the repository's own business: neither generated nor
 * copied from others nor ignored by git.
 */
export async function editableFiles(tree: Tree, errors: readonly CompilerError[]): Promise<EditableFile> {
  const wanted = new Set(errors.flatMap(({suggestions}) => suggestions.flat().map(({path}) => path)))
  if (wanted.size === 0) return () => undefined
  const files = new Map<string, Uint8Array>()
  for (const path of (await tree.list()).filter(one => wanted.has(one) && !isForeign(one))) {
    const read = await tree.readUpTo(path, largestFile)
    if (read.kind === 'read' && !isGenerated(read.bytes)) files.set(path, read.bytes)
  }
  return path => files.get(path)
}

function isForeign(path: string): boolean {
  return /(^|\/)(vendor|vendored|third[-_]party)\//i.test(path)
}

/** Whatever makes the file would make it again as it was. */
function isGenerated(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, longestHeader))
  return /^\s*(\/\/|\/\*|#!\[).*@generated/m.test(head)
}

const largestFile = 4 * 1024 * 1024
const longestHeader = 2000
