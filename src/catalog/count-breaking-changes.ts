import index from './data/breaking-index.json' with {type: 'json'}

/** How many breaking changes lie on a way, by who can make them: the wizard or a person. */
export type BreakingCount = {readonly automatic: number; readonly manual: number}

/**
 * The breaking changes met on the way from one major to another, without loading their texts and without counting a
 * higher required Rust. `crates` narrows them to the crates a repository has.
 */
export function countBreakingChanges(
  from: number,
  to: number,
  crates: ReadonlySet<string> = new Set(index.changes.map(change => change.crate)),
): BreakingCount {
  const met = index.changes.filter(change => isMet(change, from, to) && crates.has(change.crate))
  const automatic = met.filter(change => change.isAutomatic).length
  return {automatic, manual: met.length - automatic}
}

/** Whether a change has to be made: it happens on the way, and isn't undone or changed again before the end of it. */
export function isMet(
  change: {readonly major: number; readonly supersededAt?: number | null | undefined},
  from: number,
  to: number,
): boolean {
  return from < change.major && change.major <= to && (change.supersededAt ?? Number.POSITIVE_INFINITY) > to
}
