import type {BreakingChange} from '../catalog/breaking-changes.ts'
import {coverage as reachOfAll} from '../scan/api-uses/coverage.ts'
import {cacheTomlEnabledKey} from './manifest/cache-toml-enabled-key.ts'
import {manifestRules} from './manifest/manifest-rules.ts'
import {rulesByChange} from './rules.ts'

/**
 * Who adapts code to a change: a rule for code, a rule for manifests, the step that raises Rust, or a person; `unseen`
 * where it leaves no trace that anybody could be pointed at. `missing`: it could be carried out, and no rule does.
 */
export type Carrier = 'rule' | 'manifest-rule' | 'rust-step' | 'guidance' | 'unseen' | 'missing'

export type Covered = {readonly change: BreakingChange; readonly by: Carrier}

/** Who adapts code to each of the changes, in their order. */
export function coverRules(changes: readonly BreakingChange[]): readonly Covered[] {
  const reach = new Map(reachOfAll(changes).map(({id, reach: one}) => [id, one]))
  return changes.map(change => ({change, by: carrierOf(change, reach.get(change.id))}))
}

function carrierOf({id, isAutomatic}: BreakingChange, reach: string | undefined): Carrier {
  if (reach === 'rust-step') return 'rust-step'
  if (rulesByChange.has(id)) return 'rule'
  if (inManifests.has(id)) return 'manifest-rule'
  if (isAutomatic) return 'missing'
  return reach === 'unseen' ? 'unseen' : 'guidance'
}

const inManifests: ReadonlySet<string> = new Set([
  ...manifestRules.flatMap(({changes}) => changes),
  cacheTomlEnabledKey,
])
