import type {Measurement} from '../domain/measurement.ts'
import {compareRust, distinctRust} from '../domain/rust-version.ts'
import type {Session} from '../journal/session.ts'
import type {VersionChange} from './report-input.ts'
import {startFactsOf} from './start-facts-of.ts'

type Sides = {readonly baseline: Measurement | undefined; readonly after: Measurement | undefined}

/** Rust as the repository states it, and each crate of the family as it is locked: before, and now or as planned. */
export function versionChanges(session: Session, {baseline, after}: Sides): readonly VersionChange[] {
  const {requirements} = startFactsOf(session)
  return [
    rustChange(session),
    ...Object.keys(requirements).map(crate => ({
      name: crate,
      before: joined(baseline?.locked[crate] ?? requirements[crate] ?? []),
      after: joined(after?.locked[crate] ?? []) ?? session.plan.target.wasmtime,
    })),
  ]
}

/** A newer Rust that some place states is never lowered, and so no part of the change; who states none isn't given one. */
function rustChange(session: Session): VersionChange {
  const {rust} = startFactsOf(session)
  const {version} = session.plan.target.rust
  const lower = rust.filter(one => compareRust(one, version) < 0)
  const before = joined(distinctRust(lower.length === 0 ? rust : lower))
  return {name: 'Rust', before, after: lower.length === 0 || isLeft(session) ? before : version}
}

/** Whether the Rust that is stated stays as it was. */
function isLeft({plan, steps}: Session): boolean {
  const step = steps.find(one => one.plan.id === 'raise-rust')
  if (step === undefined) return plan.leftOut?.includes('raise-rust') === true
  return step.state.status === 'skipped' || step.state.status === 'undone'
}

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : [...new Set(values)].join(', ')
}
