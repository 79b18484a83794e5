import {isFamily} from '../catalog/family.ts'
import type {Finding} from '../domain/finding.ts'
import type {Plan} from '../domain/plan.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {rulesByChange} from '../rules/rules.ts'
import {isInMatrix} from '../scan/matrix-axes.ts'
import {isTidied} from '../steps/audit-entries.ts'
import {raisedEdition} from '../steps/low-editions.ts'
import {movedTarget} from '../steps/move-wasm-target.ts'
import {raisedFamily} from '../steps/raise-family.ts'
import {raisedRust} from '../steps/raise-rust.ts'
import {holdersIn} from './holders.ts'

/**
 * Tells the id of the planned step that changes what a finding points at; null when it stays as it is. The steps decide.
 * What another crate keeps in a lockfile moves with that crate.
 */
export function stepsOfFindings(plan: Plan, survey: Pick<Survey, 'lockfiles'>): (finding: Finding) => string | null {
  const {wasmtime} = plan.target
  const held = new Set(wasmtime === null ? [] : survey.lockfiles.flatMap(lockfile => heldReleases(lockfile, wasmtime)))
  const planned = new Set(plan.steps.map(({id}) => id))
  return finding => {
    if (!finding.live) return null
    const isHeld = finding.place === 'lockfile' && held.has(`${finding.path} ${finding.value}`)
    const id = isHeld && planned.has('raise-holders') ? 'raise-holders' : stepThatRaises(finding, plan.target)
    return id !== null && planned.has(id) ? id : null
  }
}

function heldReleases(lockfile: Lockfile, wasmtime: string): readonly string[] {
  return holdersIn(lockfile, wasmtime).map(({holds}) => `${lockfile.path} ${holds.split(' ')[1]}`)
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
  if (wasmtime !== null && isTidied(finding, wasmtime)) return 'tidy-audit'
  if (ruleOfFinding(finding) !== null) return 'rewrite-code'
  if (raisedEdition(finding, target) !== undefined) return 'raise-edition'
  const isLocked = finding.place === 'lockfile' && isFamily(finding.crate ?? '')
  return isLocked && wasmtime !== null && finding.value !== wasmtime ? 'refresh-lockfile' : null
}
