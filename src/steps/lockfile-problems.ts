import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Problem} from '../domain/problem.ts'
import type {Lockfile} from '../domain/survey.ts'
import {holdersOf} from '../scan/family-in-lockfile.ts'
import type {Stale} from './unite-copies.ts'

/** A lockfile with more than the target's version. Root causes only: one line for each crate the workspace asks for that leads to another version. */
export function severalVersions(left: readonly Stale[], wanted: string | null, lockfile: Lockfile): Problem {
  const holders = left.flatMap(({crate, version}) => holdersOf(lockfile, crate, version))
  const causes = holders
    .filter(({name}) => !isFamily(name) && !isCompanion(name))
    .map(({name, version, chain}) => `${name} ${version} holds ${chain.at(-1)}`)
  const own = left.map(({crate, version}) => `${crate} ${version}`)
  return {
    code: 'family-not-at-target',
    title: `${lockfile.path} still holds a family version other than ${wanted}`,
    detail: (causes.length > 0 ? [...new Set(causes)] : own).join('\n'),
    nextSteps: [
      causes.length > 0
        ? 'Update or replace these crates (cargo update, or a newer requirement) and retry.'
        : 'Ask cargo who brings it: cargo tree --invert CRATE@VERSION',
      'Or take the tree as it is, when the second copy is there on purpose.',
    ],
    path: lockfile.path,
  }
}

/** Nothing says which version is used. */
export const noLockfile: Problem = {
  code: 'no-lockfile',
  title: 'There is no Cargo.lock that can be read',
  detail: 'Without it nothing says which version of the family a build uses.',
  nextSteps: ['Run `cargo generate-lockfile` and mend what it reports; then verify again, or roll back.'],
  path: 'Cargo.lock',
}
