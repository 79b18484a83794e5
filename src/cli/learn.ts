import type {Tree} from '../domain/ports.ts'
import {wasmtimeUses} from '../plan/wasmtime-uses.ts'
import {decide} from './decide.ts'
import type {Environment} from './environment.ts'
import {learnReleases} from './learn-releases.ts'
import type {Sight} from './look.ts'
import type {PlanOptions} from './run-options.ts'
import {searchCode} from './search-code.ts'
import type {Wait} from './wait.ts'

/**
 * What it takes to choose well beyond the repository's own words: the releases there are now, and what each candidate breaks
 * in the code. Throws a ProblemError when no target is possible. `wait` tells the person what takes a while.
 */
export async function learn(
  env: Environment,
  tree: Tree,
  read: Sight,
  options: Pick<PlanOptions, 'wanted' | 'only' | 'skip' | 'offline'>,
  wait: Wait,
): Promise<Sight> {
  if (wasmtimeUses(read.survey).length === 0) return read
  const sight = await wait('Asking the registry for releases of wasmtime', learnReleases(env, tree, read, options))
  const {candidates} = decide(env, sight, options)
  const code = await wait('Searching the code for what breaks', searchCode(env, tree, sight.survey, candidates))
  return {...sight, code}
}
