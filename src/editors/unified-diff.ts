import {createTwoFilesPatch, diffLines, FILE_HEADERS_ONLY, structuredPatch} from 'diff'

/** A unified diff of one file as git prints it; an absent side is `/dev/null`. Empty when nothing differs. */
export function unifiedDiff(
  path: string,
  before: string | undefined,
  after: string | undefined,
  contextLines = 3,
): string {
  if (before === after) return ''
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const to = after === undefined ? '/dev/null' : `b/${path}`
  return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, {
    context: contextLines,
    headerOptions: FILE_HEADERS_ONLY,
  })
}

/**
 * The stretches in which two texts differ, each with the first line that it covers in the later text (1-based) and its lines as a
 * unified diff has them, with one line around.
 */
export function hunksOf(
  before: string,
  after: string,
): readonly {readonly line: number; readonly lines: readonly string[]}[] {
  const {hunks} = structuredPatch('', '', before, after, undefined, undefined, {context: 1})
  return hunks.map(({newStart, lines}) => ({line: newStart, lines}))
}

/** How many lines were added and removed. */
export function diffStat(before: string | undefined, after: string | undefined): {added: number; removed: number} {
  const stat = {added: 0, removed: 0}
  for (const part of diffLines(before ?? '', after ?? '')) {
    if (part.added) stat.added += part.count
    if (part.removed) stat.removed += part.count
  }
  return stat
}
