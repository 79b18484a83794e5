import {isCompanion, isFamily} from '../catalog/family.ts'
import {count} from '../domain/count.ts'
import type {ComparedCrate, LockfileComparison} from '../scan/compare-lockfiles.ts'
import {entry, printable, table} from './text-layout.ts'

/** The crates that are to be named side by side, `crate, before, after`, then how many packages came and went. */
export function describeComparison(
  {changed, added, removed, kept}: LockfileComparison,
  isNamed: (crate: string) => boolean,
): readonly string[] {
  if (changed.length === 0) return entry('nothing', 'Both lock the same packages.')
  const named = changed.filter(({crate}) => isNamed(crate))
  const rest = changed.filter(({crate}) => !isNamed(crate))
  const family = rest.filter(({crate}) => isFamily(crate) || isCompanion(crate)).length
  return [
    ...table([['crate', 'before', 'after'], ...named.map(row)]).map(text => `  ${text}`),
    ...(rest.length === 0
      ? []
      : entry(
          'and',
          `${count(family, 'crate')} published with wasmtime, ${count(rest.length - family, 'other crate')}`,
        )),
    ...entry('packages', `${added} new, ${removed} gone, ${kept} as before`),
  ]
}

function row({crate, before, after}: ComparedCrate): readonly string[] {
  return [crate, before.join(', ') || '-', after.join(', ') || '-'].map(printable)
}
