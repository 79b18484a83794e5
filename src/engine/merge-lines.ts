import {diffArrays} from 'diff'
import {diff3Merge} from 'node-diff3'

type Lines = readonly string[]
/** A stretch of the base that one side replaced: `length` lines from `start` on. */
type Hunk = {readonly start: number; readonly length: number; readonly lines: Lines; readonly side: 'ours' | 'theirs'}

/**
 * Three-way merge by lines; undefined when both sides changed the same or neighbouring lines in different ways. Files that
 * differ little are compared by Myers' algorithm, whose cost goes by the differences; the rest by `node-diff3`.
 */
export function mergeLines(base: Lines, ours: Lines, theirs: Lines): Lines | undefined {
  const [mine, other] = [hunksOf(base, ours, 'ours'), hunksOf(base, theirs, 'theirs')]
  if (mine === undefined || other === undefined) return mergeSlowly(base, ours, theirs)
  const parts: Lines[] = []
  let at = 0
  for (const group of touching([...mine, ...other].toSorted((a, b) => a.start - b.start))) {
    const start = Math.min(...group.map(hunk => hunk.start))
    const end = Math.max(...group.map(hunk => hunk.start + hunk.length))
    const [ourLines, theirLines] = [
      applied(base, group, 'ours', start, end),
      applied(base, group, 'theirs', start, end),
    ]
    const isOneSided = group.every(({side}) => side === group[0]?.side)
    if (!isOneSided && !isSame(ourLines, theirLines)) return undefined
    parts.push(base.slice(at, start), group[0]?.side === 'theirs' ? theirLines : ourLines)
    at = end
  }
  return [...parts, base.slice(at)].flat()
}

function hunksOf(base: Lines, other: Lines, side: Hunk['side']): readonly Hunk[] | undefined {
  const changes = diffArrays([...base], [...other], {maxEditLength})
  if (changes === undefined) return undefined
  const hunks: Hunk[] = []
  let at = 0
  for (const {added, removed, count, value} of changes) {
    const last = hunks.at(-1)
    const isMore = last !== undefined && last.start + last.length === at
    const grown = isMore ? last : {start: at, length: 0, lines: [], side}
    if (added) put(hunks, isMore, {...grown, lines: [...grown.lines, ...value]})
    if (removed) put(hunks, isMore, {...grown, length: grown.length + count})
    if (!added) at += count
  }
  return hunks
}

function put(hunks: Hunk[], isMore: boolean, hunk: Hunk): void {
  if (isMore) hunks.pop()
  hunks.push(hunk)
}

/** Hunks in order, those that overlap or stand side by side together. */
function touching(hunks: readonly Hunk[]): readonly (readonly Hunk[])[] {
  const groups: Hunk[][] = []
  let end = -1
  for (const hunk of hunks) {
    if (hunk.start <= end) groups.at(-1)?.push(hunk)
    else groups.push([hunk])
    end = Math.max(hunk.start <= end ? end : -1, hunk.start + hunk.length)
  }
  return groups
}

/** What one side made of these lines of the base. */
function applied(base: Lines, group: readonly Hunk[], side: Hunk['side'], start: number, end: number): Lines {
  const parts: Lines[] = []
  let at = start
  for (const hunk of group.filter(one => one.side === side)) {
    parts.push(base.slice(at, hunk.start), hunk.lines)
    at = hunk.start + hunk.length
  }
  return [...parts, base.slice(at, end)].flat()
}

function isSame(a: Lines, b: Lines): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at])
}

function mergeSlowly(base: Lines, ours: Lines, theirs: Lines): Lines | undefined {
  const regions = diff3Merge([...ours], [...base], [...theirs], {excludeFalseConflicts: true})
  return regions.some(({ok}) => ok === undefined) ? undefined : regions.flatMap(({ok}) => ok ?? [])
}

/** Lines added and removed, above which Myers' algorithm is the slower one. */
const maxEditLength = 2000
