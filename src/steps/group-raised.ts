import type {Raised} from './changelog-items.ts'

/** A crate with the versions, or requirements, that it had; several where a repository had several. */
export type Had = {readonly name: string; readonly versions: readonly string[]; readonly after: string}

/** Crates that came from the same version and went to the same one, together: of several that a crate had, the oldest counts. */
export function groupRaised(crates: readonly Had[]): readonly Raised[] {
  const groups = new Map<string, Raised>()
  for (const {name, versions, after} of crates) {
    const before = oldest(versions) ?? null
    const key = `${before} ${after}`
    if (before !== after) groups.set(key, {names: [...(groups.get(key)?.names ?? []), name], before, after})
  }
  return [...groups.values()]
}

/** The one with the lowest numbers, whatever stands around them. */
function oldest(versions: readonly string[]): string | undefined {
  return versions.toSorted((a, b) => compareNumbers(numbersIn(a), numbersIn(b)))[0]
}

function numbersIn(version: string): readonly number[] {
  return (version.match(/\d{1,9}/g) ?? []).slice(0, 3).map(Number)
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const index of [0, 1, 2]) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
