import {isCompanion, isFamily} from '../catalog/family.ts'
import {count} from '../domain/count.ts'
import type {Lockfile} from '../domain/survey.ts'
import {type ComparedCrate, compareLockfiles} from '../scan/compare-lockfiles.ts'
import {entry, printable, table} from './text-layout.ts'

/** A lockfile and what it became, or would become; `holders` are third-party crates to be named beside the family. */
export type BeforeAndAfter = {readonly before: Lockfile; readonly after: Lockfile; readonly holders: readonly string[]}

/** The family and its holders side by side, `crate, before, after`, then how many packages came and went. */
export function describeComparison({before, after, holders}: BeforeAndAfter): readonly string[] {
  const {changed, added, removed, kept} = compareLockfiles(before, after)
  if (changed.length === 0) return entry('nothing', 'Both lock the same packages.')
  const named = changed.filter(({crate}) => isFamily(crate) || holders.includes(crate))
  const companions = changed.filter(({crate}) => isCompanion(crate)).length
  const others = changed.length - named.length - companions
  return [
    ...table([['crate', 'before', 'after'], ...named.map(row)]).map(text => `  ${text}`),
    ...entry('and', `${count(companions, 'companion crate')} and ${count(others, 'other crate')}`),
    ...entry('packages', `${added} new, ${removed} gone, ${kept} as before`),
  ]
}

function row({crate, before, after}: ComparedCrate): readonly string[] {
  return [crate, before.join(', ') || '-', after.join(', ') || '-'].map(printable)
}
