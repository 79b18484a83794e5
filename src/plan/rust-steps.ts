import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {StepPlan} from '../domain/plan.ts'
import {compareRust, fullRust, isRustVersion, shortRust} from '../domain/rust-version.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {hasExactly, isKeptByRustup} from '../gates/choose-toolchain.ts'
import {hasOldMatrix} from '../steps/drop-old-matrix.ts'
import {lowEditions} from '../steps/low-editions.ts'
import {hasMovedTargets} from '../steps/move-wasm-target.ts'
import {risenRust} from '../steps/raise-rust.ts'
import {reasonText} from './needed-rust.ts'
import {statedRust} from './stated-rust.ts'

/** Offered where rustup can put the wanted release beside the others. */
export function installToolchain({rust}: Target, toolchains: Toolchains | undefined): StepPlan[] {
  if (toolchains === undefined || !isKeptByRustup(toolchains) || hasExactly(toolchains, rust.version)) return []
  return [
    {
      id: 'install-toolchain',
      kind: 'install-toolchain',
      phase: 'prepare',
      title: `Install Rust ${fullRust(rust.version)} beside the others`,
      why: 'What gets stated is what it is built with. No default changes, nothing else is updated, and an undo leaves it in place.',
      risk: 'none',
      needs: [],
    },
  ]
}

/** Offered where something live states a lower Rust, on purpose or not: what differs on purpose may still be raised. */
export function raiseRust({findings}: Survey, target: Target): StepPlan[] {
  const {rust, wasmtime} = target
  if (!findings.some(finding => finding.live && risenRust(finding, target) !== undefined)) return []
  const reasons = rust.because.length === 0 ? '' : `${rust.because.map(reasonText).join(', ')}. `
  return [
    {
      id: 'raise-rust',
      kind: 'raise-rust',
      phase: 'prepare',
      title: `Raise Rust to ${rust.version} wherever a lower one is stated`,
      // Reasons name paths, which may be of any length.
      why: `${reasons.slice(0, 1800)}Places that state ${rust.version} or a newer one stay as they are.`,
      risk: wasmtime === null ? 'medium' : 'low',
      needs: [],
    },
  ]
}

/** Offered where something is built for the target that Rust renamed. */
export function moveWasmTarget(survey: Survey, target: Target): StepPlan[] {
  if (!hasMovedTargets(survey, target)) return []
  const {old, new: renamed, oldWarnsSince, oldGoneSince, newSince} = wasiTargetRename
  const isBelow = ({value}: {value: string}) => isRustVersion(value) && compareRust(value, newSince) < 0
  return [
    {
      id: 'move-wasm-target',
      kind: 'move-wasm-target',
      phase: 'dependencies',
      title: `Build for ${renamed} instead of ${old}`,
      why: `Rust warns about the old name from ${shortRust(oldWarnsSince)} on and knows it no longer from ${shortRust(oldGoneSince)} on; the target is the same.`,
      risk: 'low',
      // An older Rust that is stated doesn't know the new name.
      needs: statedRust(survey).some(isBelow) ? ['raise-rust'] : [],
    },
  ]
}

/** Offered where it was asked for. */
export function fixCode({fix}: Target): StepPlan[] {
  if (fix !== true) return []
  return [
    {
      id: 'fix-code',
      kind: 'fix-code',
      phase: 'code',
      title: 'Take what the compiler suggests for its warnings',
      why: 'Asked for. cargo fix changes only what the compiler is sure of; what doesn’t build can’t be mended by it.',
      risk: 'medium',
      needs: ['prove-build'],
    },
  ]
}

/** Offered where an edition was asked for that a manifest doesn't say yet. */
export function raiseEdition(survey: Survey, target: Target): StepPlan[] {
  if (lowEditions(survey, target).length === 0) return []
  return [
    {
      id: 'raise-edition',
      kind: 'raise-edition',
      phase: 'code',
      title: `Move to edition ${target.edition}`,
      why: 'Asked for. Cargo mends what the edition changes, package by package; what it can’t mend shows in the build.',
      risk: 'medium',
      // An older Rust doesn't read the edition, and what doesn't build can't be mended by cargo.
      needs: ['raise-rust', 'prove-build'],
    },
  ]
}

/** For repositories that run clippy over themselves. */
export const lintCode: StepPlan = {
  id: 'lint-code',
  kind: 'lint-code',
  phase: 'code',
  title: 'See what clippy finds that it did not find before',
  why: 'Every Rust brings lints of its own. They stop nothing, unless a check of this repository lets no warning pass.',
  risk: 'none',
  needs: ['prove-build'],
}

/** Offered where old and new are to stand side by side in build matrices. */
export function dropOldMatrix(survey: Survey, target: Target): StepPlan[] {
  if (target.matrix !== 'both' || !hasOldMatrix(survey, target)) return []
  return [
    {
      id: 'drop-old-matrix',
      kind: 'drop-old-matrix',
      phase: 'finish',
      title: `Take what is older than Rust ${target.rust.version} out of the build matrix`,
      why: 'Old and new stood side by side for the time of the upgrade. Skip it to keep both for longer.',
      risk: 'low',
      needs: ['raise-rust'],
    },
  ]
}
