import {isCompanion, isFamily} from '../catalog/family.ts'
import {count} from '../domain/count.ts'
import type {ComparedCrate, LockfileComparison} from '../scan/compare-lockfiles.ts'
import {entry, printable, table} from './text-layout.ts'

/** The family and its holders side by side, `crate, before, after`, then how many packages came and went. */
export function describeComparison(
  {changed, added, removed, kept}: LockfileComparison,
  holders: readonly string[],
): readonly string[] {
  if (changed.length === 0) return entry('nothing', 'Both lock the same packages.')
  const named = changed.filter(({crate}) => isFamily(crate) || holders.includes(crate))
  const companions = changed.filter(({crate}) => isCompanion(crate)).length
  const others = changed.length - named.length - companions
  return [
    ...table([['crate', 'before', 'after'], ...named.map(row)]).map(text => `  ${text}`),
    ...(companions + others === 0
      ? []
      : entry('and', `${count(companions, 'companion crate')} and ${count(others, 'other crate')}`)),
    ...entry('packages', `${added} new, ${removed} gone, ${kept} as before`),
  ]
}

function row({crate, before, after}: ComparedCrate): readonly string[] {
  return [crate, before.join(', ') || '-', after.join(', ') || '-'].map(printable)
}
