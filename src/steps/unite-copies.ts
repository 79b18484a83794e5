import {gte, major as majorOf, rsort} from 'semver'
import {isFamily} from '../catalog/family.ts'
import type {Command} from '../domain/command.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import type {Lockfile} from '../domain/survey.ts'
import {dependencyGraph, isThirdParty} from '../scan/dependency-graph.ts'
import {commandFailed} from './cargo.ts'
import {familyIn} from './locked-family.ts'

/** A family crate at a version that isn't to stay. */
export type Stale = {readonly crate: string; readonly version: string}

export type Copies = {
  /** The release that the family is to be at. */
  readonly wanted: string
  /** The lockfile as it stands now, and what is stale in it; undefined when there is none that can be read. */
  readonly look: () => Promise<{readonly lockfile: Lockfile; readonly stale: readonly Stale[]} | undefined>
  /** The command that locks a `crate@version` at another release. */
  readonly moving: (from: string, to: string) => Command
}

/**
 * Moves second copies of the family to the target's release. Cargo locks the newest release that a range allows, so that
 * `>=36, <38` gets 37 beside our 36. Only cargo knows what each crate requires: it is asked, copy by copy, and refuses
 * where the target isn't allowed. A problem only where a call came to no end of its own.
 */
export async function uniteCopies(
  ctx: Pick<StepContext, 'run' | 'readLog'>,
  {wanted, look, moving}: Copies,
): Promise<Problem | undefined> {
  const asked = new Set<string>()
  for (let seen = await look(); seen !== undefined; seen = await look()) {
    const next = copiesOnTop(seen.lockfile, seen.stale, wanted).find(copy => !asked.has(specOf(copy)))
    if (next === undefined || asked.size === mostCopies) break
    asked.add(specOf(next))
    const command = moving(specOf(next), releaseIn(seen.lockfile, wanted))
    const result = await ctx.run(command)
    if (result.outcome.kind !== 'exited') return commandFailed(ctx, command, result)
  }
  return undefined
}

/** The copies that others ask for, and nobody of the family: its crates pin each other, so that the rest follows. */
function copiesOnTop(lockfile: Lockfile, stale: readonly Stale[], wanted: string): readonly Stale[] {
  const others = stale.filter(({version}) => majorOf(version) !== majorOf(wanted))
  if (others.length === 0) return []
  const {packages, dependentsOf} = dependencyGraph(lockfile)
  return others.filter(({crate, version}) => {
    const copy = packages.find(one => one.name === crate && one.version === version)
    const asking = copy === undefined ? [] : dependentsOf(copy)
    return asking.length > 0 && !asking.some(one => isThirdParty(one) && isFamily(one.name))
  })
}

/** The target's release, or the newer patch of it that is locked already. */
function releaseIn(lockfile: Lockfile, wanted: string): string {
  const locked = Object.values(familyIn(lockfile)).flat()
  const own = locked.filter(version => majorOf(version) === majorOf(wanted) && gte(version, wanted))
  return rsort([...own, wanted])[0] ?? wanted
}

function specOf({crate, version}: Stale): string {
  return `${crate}@${version}`
}

/** Each copy is asked for once; a lockfile with more of them than this is no upgrade's business. */
const mostCopies = 30
