import type {Lockfile} from '../domain/survey.ts'
import {compareLockfiles} from '../scan/compare-lockfiles.ts'

/** A crate whose number of versions in a lockfile changed. Versions oldest first. */
export type ConsolidatedCrate = {
  /** The lockfile. */
  readonly path: string
  readonly crate: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** What became of crates that were locked, or are locked now, in several versions. */
export type Duplicates = {
  /** Fewer versions than before. */
  readonly consolidated: readonly ConsolidatedCrate[]
  /** More versions than before, and several. */
  readonly added: readonly ConsolidatedCrate[]
}

/** Compares lockfiles as they were with what they are; third-party crates only, by lockfile and name. */
export function findDuplicates(
  lockfiles: readonly {readonly before: Lockfile; readonly after: Lockfile}[],
): Duplicates {
  const changed = lockfiles.flatMap(({before, after}) =>
    compareLockfiles(before, after).changed.map(crate => ({path: after.path, ...crate})),
  )
  const isThere = ({after}: ConsolidatedCrate) => after.length > 0
  return {
    consolidated: changed.filter(one => isThere(one) && one.before.length > one.after.length),
    added: changed.filter(({before, after}) => after.length > 1 && after.length > before.length),
  }
}
