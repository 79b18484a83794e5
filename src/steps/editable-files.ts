import type {EditableFile} from '../diagnose/suggested-edits.ts'
import type {Tree} from '../domain/ports.ts'
import type {Survey} from '../domain/survey.ts'
import type {CompilerError} from '../measure/compiler-errors.ts'
import {whyNotOurs} from '../scan/not-ours.ts'

/**
 * The files that the compiler suggests to edit, as far as that is the repository's own business: neither generated nor
 * copied from others nor ignored by git.
 */
export async function editableFiles(
  tree: Tree,
  survey: Pick<Survey, 'marked'>,
  errors: readonly CompilerError[],
): Promise<EditableFile> {
  const wanted = new Set(errors.flatMap(({suggestions}) => suggestions.flat().map(({path}) => path)))
  if (wanted.size === 0) return () => undefined
  const files = new Map<string, Uint8Array>()
  for (const path of (await tree.list()).filter(one => wanted.has(one))) {
    const read = await tree.readUpTo(path, largestFile)
    if (read.kind !== 'read') continue
    const text = new TextDecoder().decode(read.bytes)
    if (whyNotOurs(path, text, survey) === undefined) files.set(path, read.bytes)
  }
  return path => files.get(path)
}

const largestFile = 4 * 1024 * 1024
