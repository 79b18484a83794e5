import {isFamily} from '../catalog/family.ts'
import type {Json} from '../domain/json.ts'
import {measurementSchema} from '../domain/measurement.ts'
import {compareRust, distinctRust, isRustVersion} from '../domain/rust-version.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import type {Noticed, Raised} from './changelog-items.ts'
import {majorsOf, type Reached} from './document-edits.ts'
import {groupRaised, type Had} from './group-raised.ts'
import {lowEditions} from './low-editions.ts'
import {hasMovedTargets} from './move-wasm-target.ts'
import {raisedFamily} from './raise-family.ts'
import {raisedRust} from './raise-rust.ts'
import type {StatedBefore} from './step-deps.ts'

type Given = {readonly target: Target; readonly before?: StatedBefore; readonly isPreview?: true}

/** How far the upgrade got, as the tree tells; a preview takes it as through. */
export function reachedSoFar({target, before, isPreview}: Given, survey: Survey): Reached {
  const isLow = (finding: Survey['findings'][number]) => finding.live && raisedRust(finding, target) !== undefined
  const isOld = (finding: Survey['findings'][number]) =>
    finding.live && raisedFamily(finding, target.wasmtime) !== undefined
  const stated = Object.values(before?.requirements ?? requirementsIn(survey)).flat()
  return {
    target,
    rust: isPreview === true || !survey.findings.some(isLow),
    wasmtime: target.wasmtime !== null && (isPreview === true || !survey.findings.some(isOld)),
    oldMajors: majorsOf(stated),
  }
}

/** What became of what was stated before: for the changelog. `baseline`: what was recorded before anything was written. */
export function noticed(given: Given, survey: Survey, baseline: Json | undefined): Noticed {
  const {target, before, isPreview} = given
  const {rust, wasmtime} = reachedSoFar(given, survey)
  const stated = before ?? {rust: [], requirements: requirementsIn(survey), planned: []}
  const isPlanned = (id: string) => stated.planned.includes(id)
  const isMoved = isPreview === true || !hasMovedTargets(survey, target)
  const isNewest = isPreview === true || lowEditions(survey, target).length === 0
  const locked = measurementSchema.safeParse(baseline).data?.locked ?? {}
  const now = requirementsIn(survey)
  const family = Object.entries(stated.requirements).filter(
    ([crate, requirements]) => isPreview === true || requirements.some(one => !now[crate]?.includes(one)),
  )
  return {
    raised: [
      ...(wasmtime && target.wasmtime !== null ? groupRaised(hadBefore(family, locked, target.wasmtime)) : []),
      ...(rust ? raisedStated(stated.rust, target) : []),
    ],
    movedTarget: isPlanned('move-wasm-target') && isMoved,
    edition: isPlanned('raise-edition') && isNewest ? target.edition : null,
  }
}

function hadBefore(
  family: readonly (readonly [string, readonly string[]])[],
  locked: Readonly<Record<string, readonly string[]>>,
  after: string,
): readonly Had[] {
  return family.map(([name, requirements]) => ({name, versions: locked[name] ?? requirements, after}))
}

function raisedStated(stated: readonly string[], {rust}: Target): readonly Raised[] {
  const lower = stated.filter(value => isRustVersion(value) && compareRust(value, rust.version) < 0)
  return lower.length === 0 ? [] : [{names: ['Rust'], before: distinctRust(lower).join(', '), after: rust.version}]
}

/** The requirements of the family's crates as manifests have them, by crate. */
function requirementsIn({manifests}: Survey): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {}
  for (const {crate, requirement} of manifests.flatMap(({requirements}) => requirements))
    if (isFamily(crate) && requirement !== undefined) found[crate] = [...(found[crate] ?? []), requirement]
  return found
}
