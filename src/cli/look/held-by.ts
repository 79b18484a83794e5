import type {Survey, Toolchains} from '../../domain/survey.ts'
import type {JudgedHolder} from '../../plan/judge-holders.ts'
import type {HeldBy} from '../../steps/step-deps.ts'
import type {Environment} from '../environment.ts'
import {askAboutHolders} from './ask-about-holders.ts'

/** Who keeps another wasmtime than the target's, judged by what the registry publishes; nothing is asked when nobody does. */
export async function heldBy(
  env: Environment,
  {survey, toolchains}: {readonly survey: Survey; readonly toolchains: Toolchains},
  wasmtime: string | null,
  offline: boolean,
): Promise<readonly HeldBy[]> {
  if (wasmtime === null) return []
  const [{holdersIn}, {judgeHolders}] = await Promise.all([
    import('../../plan/holders.ts'),
    import('../../plan/judge-holders.ts'),
  ])
  const ways = survey.lockfiles.flatMap(lockfile => holdersIn(lockfile, wasmtime))
  if (ways.length === 0) return []
  const {published} = await askAboutHolders(env, {survey, toolchains}, wasmtime, {offline, all: false})
  return judgeHolders(ways, wasmtime, published).map(judged => toHeldBy(judged, wasmtime))
}

function toHeldBy(judged: JudgedHolder, wasmtime: string): HeldBy {
  const {name, version, holds, lockfile, chain, verdict, newestThatAllows} = judged
  return {
    name,
    version,
    holds,
    lockfile,
    to: verdict === 'allows' ? version : newestThatAllows,
    through: chain.map(entry => `${entry.name}@${entry.version}`),
    why: verdict === 'not-known' ? 'nothing is known of its releases here' : `no release of it allows ${wasmtime}`,
  }
}
