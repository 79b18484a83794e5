import type {Tree} from '../../domain/ports.ts'
import {mentionReason} from '../classify.ts'
import {inBatches} from '../in-batches.ts'
import {readSource} from '../read-source.ts'
import type {SourceFile} from '../source-file.ts'

/** The files that could be read, in the order of the paths, and why the others are left out. */
export type SourceTexts = {readonly files: readonly SourceFile[]; readonly leftOut: readonly string[]}

/** Reads the files among the paths that `keep` accepts by their text; the texts of the others are let go at once. */
export async function readTexts(
  tree: Pick<Tree, 'readUpTo'>,
  paths: readonly string[],
  keep: (file: SourceFile) => boolean,
): Promise<SourceTexts> {
  const seen = await inBatches(paths, 16, async path => {
    if (mentionReason(path, 'rust-source') !== undefined || isGenerated(path)) return {leftOut: 'no code of its own'}
    const source = await readSource(tree, path)
    if (source.kind === 'left-out') return {leftOut: source.reason}
    return keep(source.file) ? {file: source.file} : {}
  })
  return {files: seen.flatMap(({file}) => file ?? []), leftOut: seen.flatMap(({leftOut}) => leftOut ?? [])}
}

function isGenerated(path: string): boolean {
  return /(^|\/)(target\/(debug|release|doc|package)|generated|vendor(ed)?|third[-_]party|node_modules)\//.test(path)
}
