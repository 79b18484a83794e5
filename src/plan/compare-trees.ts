import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Lockfile} from '../domain/survey.ts'
import {type ComparedCrate, compareLockfiles} from '../scan/compare-lockfiles.ts'
import {type FamilyTree, familyTree, namedCrates} from './family-tree.ts'
import {printable} from './text-layout.ts'
import type {TreeModel} from './tree-model.ts'

/** The family as it was before a session, and as it is now. */
export type Trees = {
  readonly now: FamilyTree
  /** Left out as long as no lockfile differs. */
  readonly before?: FamilyTree
  /** The lockfiles that differ. */
  readonly changes: readonly LockfileChange[]
}

/** One lockfile before and now: what moved in it. */
export type LockfileChange = {
  readonly path: string
  /** The crates to be named, wasmtime first; no versions where one isn't locked. */
  readonly crates: readonly ComparedCrate[]
  /** Further crates that changed: those published with wasmtime, and others. */
  readonly family: number
  readonly others: number
  /** Packages that are new, gone, and as before. */
  readonly added: number
  readonly removed: number
  readonly kept: number
}

/** Compares two moments lockfile by lockfile. Pure; as long as the lockfiles are large. */
export function compareTrees(before: TreeModel, now: TreeModel): Trees {
  const named = new Set([...namedCrates(before), ...namedCrates(now)])
  const paths = new Set([...before.survey.lockfiles, ...now.survey.lockfiles].map(({path}) => path))
  const changes = [...paths].flatMap(path => lockfileChange(lockedAt(before, path), lockedAt(now, path), named))
  if (changes.length === 0) return {now: familyTree(now), changes}
  return {now: familyTree(now), before: familyTree(before), changes}
}

function lockedAt({survey}: TreeModel, path: string): Lockfile {
  return survey.lockfiles.find(one => one.path === path) ?? {path, packages: []}
}

/** None where both hold the same. */
function lockfileChange(before: Lockfile, now: Lockfile, named: ReadonlySet<string>): readonly LockfileChange[] {
  const {changed, added, removed, kept} = compareLockfiles(before, now)
  if (changed.length === 0) return []
  const crates = changed.filter(({crate}) => named.has(crate))
  const rest = changed.filter(({crate}) => !named.has(crate))
  const family = rest.filter(({crate}) => isFamily(crate) || isCompanion(crate)).length
  const others = rest.length - family
  return [{path: printable(now.path), crates: crates.toSorted(byRank), family, others, added, removed, kept}]
}

/** wasmtime, what is named like it, the holders. */
function byRank(a: ComparedCrate, b: ComparedCrate): number {
  return rankOf(a.crate) - rankOf(b.crate) || a.crate.localeCompare(b.crate, 'en')
}

function rankOf(crate: string): number {
  if (crate === 'wasmtime') return 0
  return isFamily(crate) ? 1 : 2
}
