import {releasesFrom} from '../../catalog/release.ts'
import type {Tree} from '../../domain/ports.ts'
import {newestToolchain} from '../../gates/choose-toolchain.ts'
import {wasmtimeUses} from '../../plan/wasmtime-uses.ts'
import {holdBack} from '../../registry/pick-versions.ts'
import type {Environment} from '../environment.ts'
import type {Wait} from '../wait.ts'
import type {Sight} from './look.ts'
import {openRegistry} from './open-registry.ts'

/**
 * Asks the registry which releases of wasmtime there are now, so that nobody is sent to yesterday's. Where it doesn't
 * answer, what cargo knew before counts, else the catalogue; `notes` says so. Without wasmtime nothing is asked.
 */
export async function learnReleases(
  env: Environment,
  tree: Tree,
  sight: Sight,
  {offline}: {readonly offline: boolean},
  wait: Wait,
): Promise<Sight> {
  if (wasmtimeUses(sight.survey).length === 0) return sight
  const toolchain = newestToolchain(sight.toolchains)?.name
  const registry = openRegistry(env, {root: tree.root, toolchain, isOffline: offline})
  const {problem} = await wait('Asking the registry for releases of wasmtime', registry.refresh(['wasmtime']))
  const [published = [], age] = await Promise.all([registry.versions('wasmtime'), registry.minimumAge()])
  const {aged, fresh} = holdBack(published, {minimumAgeMs: age?.ms ?? 0, now: env.clock.now()})
  return {
    ...sight,
    registry,
    notes: problem === undefined ? sight.notes : [...sight.notes, problem],
    ...(published.length === 0 ? {} : {known: releasesFrom(aged, fresh)}),
  }
}
