import type {Leaf, Leaves, ValueChange} from './leaves.ts'

/**
 * Compares a file before and after an edit: exactly the wanted values differ, each change is found exactly once,
 * and nothing appeared or vanished except `drops`. Gives undefined when that holds, otherwise what is wrong.
 */
export function disproveChanges(
  leaves: {readonly before: Leaves; readonly after: Leaves; readonly drops: ReadonlySet<string>},
  changes: readonly ValueChange[],
): string | undefined {
  const {before, after, drops} = leaves
  for (const path of after.keys()) if (!before.has(path)) return `a value appears at ${path}`
  let open: readonly ValueChange[] = changes
  for (const [path, old] of before) {
    const now = after.get(path)
    if (now === undefined || drops.has(path)) {
      if (now === undefined && drops.has(path)) continue
      return `a value ${now === undefined ? 'vanishes' : 'stays'} at ${path}`
    }
    if (isSame(old, now)) continue
    const rest = isAllowedKind(old, now) ? explain(old.written, now.read, open) : undefined
    if (rest === undefined) return `${path} would be read as ${now.read}`
    open = rest
  }
  return open[0] === undefined ? undefined : `${open[0].to} is nowhere to be found`
}

function isSame(a: Leaf, b: Leaf): boolean {
  return a.kind === b.kind && a.written === b.written && a.read === b.read
}

/** A number may become text (that is how `1.90` stays `1.90`), nothing else changes its kind. */
function isAllowedKind(old: Leaf, now: Leaf): boolean {
  return old.kind === now.kind || (old.kind === 'number' && now.kind === 'text')
}

/** The changes left over when some of them turn `before` into `after`; undefined when none do. */
function explain(before: string, after: string, open: readonly ValueChange[]): readonly ValueChange[] | undefined {
  if (before === after) return open
  const same = commonPrefix(before, after)
  for (const [index, {from, to}] of open.entries()) {
    if (open.findIndex(other => other.from === from && other.to === to) < index) continue
    for (let start = Math.max(0, same - Math.max(from.length, to.length)); start <= same; start++) {
      if (!before.startsWith(from, start) || !after.startsWith(to, start)) continue
      const rest = explain(before.slice(start + from.length), after.slice(start + to.length), open.toSpliced(index, 1))
      if (rest !== undefined) return rest
    }
  }
  return undefined
}

function commonPrefix(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}
