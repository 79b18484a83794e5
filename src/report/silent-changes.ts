import {breakingChangesBetween} from '../catalog/breaking-changes.ts'
import type {SilentChange} from './report-input.ts'

/**
 * The defaults that change on the way from one major to another: code compiles as before and behaves differently.
 * `crates` are those the repository asks for by name.
 */
export async function silentChangesBetween(
  from: number,
  to: number,
  crates: ReadonlySet<string>,
): Promise<readonly SilentChange[]> {
  const changes = await breakingChangesBetween(from, to)
  return changes
    .filter(change => change.kind === 'default' && crates.has(change.crate))
    .map(({major, crate, summary}) => ({major, crate, summary}))
}
