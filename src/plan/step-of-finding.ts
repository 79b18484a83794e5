import {isFamily} from '../catalog/family.ts'
import {raiseRequirement} from '../domain/cargo-requirement.ts'
import type {Finding} from '../domain/finding.ts'
import type {Plan} from '../domain/plan.ts'
import {raiseRustVersion} from '../domain/rust-version.ts'
import type {Target} from '../domain/target.ts'

/** The id of the planned step that changes what a finding points at; null when it stays as it is. */
export function stepOfFinding(finding: Finding, plan: Plan): string | null {
  if (!finding.live) return null
  const id = stepThatRaises(finding, plan.target)
  return id !== null && plan.steps.some(step => step.id === id) ? id : null
}

function stepThatRaises({kind, place, value, crate}: Finding, target: Target): string | null {
  switch (kind) {
    case 'rust-version':
    case 'toolchain':
    case 'msrv':
      return raiseRustVersion(value, target.rust.version) === undefined ? null : 'raise-rust'
    case 'crate-version':
      return target.wasmtime !== null && isFamily(crate ?? '') ? stepThatMoves(place, value, target.wasmtime) : null
    case 'edition':
    case 'wasm-target':
    case 'api-use':
      return null
    default:
      return kind satisfies never
  }
}

function stepThatMoves(place: Finding['place'], value: string, wasmtime: string): string | null {
  if (place === 'lockfile') return value === wasmtime ? null : 'refresh-lockfile'
  return place === 'manifest' && raiseRequirement(value, wasmtime) !== undefined ? 'raise-family' : null
}
