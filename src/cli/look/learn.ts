import type {Tree} from '../../domain/ports.ts'
import {decide} from '../choose/decide.ts'
import type {Environment} from '../environment.ts'
import type {PlanOptions} from '../run-options.ts'
import type {Wait} from '../wait.ts'
import {learnReleases} from './learn-releases.ts'
import type {Sight} from './look.ts'
import {searchCandidates} from './search-code.ts'

/**
 * What it takes to choose well beyond the repository's own words: the releases there are now, and what each candidate breaks
 * in the code. Throws a ProblemError when no target is possible. `wait` tells the person what takes a while.
 */
export async function learn(
  env: Environment,
  tree: Tree,
  read: Sight,
  options: Pick<PlanOptions, 'wanted' | 'only' | 'skip' | 'measure' | 'offline'>,
  wait: Wait,
): Promise<Sight> {
  const sight = await learnReleases(env, tree, read, options, wait)
  return searchCandidates(env, tree, sight, decide(env, sight, options).candidates, wait)
}
