import {isFamily} from '../catalog/family.ts'
import type {Finding} from '../domain/finding.ts'
import type {Plan} from '../domain/plan.ts'
import type {Target} from '../domain/target.ts'
import {rulesByChange} from '../rules/rules.ts'
import {isInMatrix} from '../scan/matrix-axes.ts'
import {raisedEdition} from '../steps/low-editions.ts'
import {movedTarget} from '../steps/move-wasm-target.ts'
import {raisedFamily} from '../steps/raise-family.ts'
import {raisedRust} from '../steps/raise-rust.ts'

/** The id of the planned step that changes what a finding points at; null when it stays as it is. The steps decide. */
export function stepOfFinding(finding: Finding, plan: Plan): string | null {
  if (!finding.live) return null
  const id = stepThatRaises(finding, plan.target)
  return id !== null && plan.steps.some(step => step.id === id) ? id : null
}

/** The rule that would rewrite what a finding points at; null when none does. Whether it is sure shows when it is asked. */
export function ruleOfFinding({live, place, change}: Finding): string | null {
  return live && place === 'rust-source' && change !== undefined && rulesByChange.has(change) ? change : null
}

/** An old entry of a matrix stays beside the new one until the end, and so does what is said about it. */
function isKeptBeside(finding: Finding, {matrix}: Target): boolean {
  return matrix === 'both' && isInMatrix(finding)
}

function stepThatRaises(finding: Finding, target: Target): string | null {
  const {wasmtime} = target
  if (raisedRust(finding, target) !== undefined) return isKeptBeside(finding, target) ? 'drop-old-matrix' : 'raise-rust'
  if (raisedFamily(finding, wasmtime) !== undefined) return 'raise-family'
  if (movedTarget(finding, target) !== undefined) return 'move-wasm-target'
  if (ruleOfFinding(finding) !== null) return 'rewrite-code'
  if (raisedEdition(finding, target) !== undefined) return 'raise-edition'
  const isLocked = finding.place === 'lockfile' && isFamily(finding.crate ?? '')
  return isLocked && wasmtime !== null && finding.value !== wasmtime ? 'refresh-lockfile' : null
}
