import type {BreakingChange} from '../../catalog/breaking-changes.ts'
import {isMet} from '../../catalog/count-breaking-changes.ts'
import type {Finding} from '../../domain/finding.ts'

/** Uses of breaking changes in the code: each is adapted automatically or by hand; `silent` ones are among both. */
export type UseCount = {readonly automatic: number; readonly manual: number; readonly silent: number}

/**
 * How many places in the code meet a breaking change on the way from one major to another. Mentions don't count, nor do
 * changes that are superseded before the end of the way.
 */
export function countUses(
  findings: readonly Finding[],
  changes: readonly BreakingChange[],
  from: number,
  to: number,
): UseCount {
  const met = new Map(changes.filter(change => isMet(change, from, to)).map(change => [change.id, change]))
  const uses = findings.flatMap(({kind, live, change}) => {
    const one = change === undefined || kind !== 'api-use' || !live ? undefined : met.get(change)
    return one ?? []
  })
  const automatic = uses.filter(({isAutomatic}) => isAutomatic).length
  return {
    automatic,
    manual: uses.length - automatic,
    silent: uses.filter(({effect}) => effect === 'silent').length,
  }
}
