import type {Problem} from '../domain/problem.ts'
import {compareRust, isRustVersion} from '../domain/rust-version.ts'
import type {RustReason} from '../domain/target.ts'
import {type Session, stepsInForce} from '../journal/session.ts'
import {partOfStep, type StepPart} from './step-names.ts'

/** A part of the upgrade by the name under which it is undone: `only:rust`. */
export type UpgradePart = {readonly id: string; readonly title: string; readonly steps: readonly string[]}

/**
 * The two parts that can be undone one without the other: what raises Rust, and what raises wasmtime with everything that
 * was done to the code for it. None where only one of them is raised: that is everything.
 */
export function upgradeParts({plan: {steps, target}}: Session): readonly UpgradePart[] {
  if (target.wasmtime === null) return []
  const idsOf = (part: StepPart) => steps.filter(({kind}) => partOfStep(kind) === part).map(({id}) => id)
  return [
    {id: 'only:rust', title: 'Only Rust, wasmtime stays', steps: idsOf('rust')},
    {id: 'only:wasmtime', title: 'Only wasmtime, Rust stays', steps: idsOf('wasmtime')},
  ]
}

/**
 * Why wasmtime couldn't stand any more once these steps are undone: the Rust that is stated then is too old for it.
 * `statedThen`: what the files that the undo changes state for Rust then (`rustStatedThen`). Undefined when nothing is wrong.
 */
export function againstUndo(
  session: Session,
  undone: readonly string[],
  statedThen: readonly string[],
): Problem | undefined {
  const {wasmtime, rust} = session.plan.target
  const goes = (kind: string) =>
    stepsInForce(session).some(step => step.plan.kind === kind && undone.includes(step.plan.id))
  const stays = stepsInForce(session).some(({plan}) => plan.kind === 'raise-family' && !undone.includes(plan.id))
  if (wasmtime === null || !goes('raise-rust') || !stays) return undefined
  const [lowest] = statedThen.filter(isRustVersion).toSorted(compareRust)
  const reason = rust.because.find(one => isOfCode(one) && lowest !== undefined && compareRust(one.version, lowest) > 0)
  return lowest === undefined || reason === undefined ? undefined : rustTooOld(wasmtime, reason, lowest)
}

/** What is built asks for it: not an edition that is undone with Rust, a promise, or an option. */
function isOfCode({needs}: RustReason): boolean {
  return !/^(?:edition |stated in |--)/.test(needs)
}

function rustTooOld(wasmtime: string, {needs, version}: RustReason, lowest: string): Problem {
  const asks = needs === `wasmtime ${wasmtime}` ? '' : ` through ${needs}`
  return {
    code: 'undo-refused',
    title: `wasmtime ${wasmtime} can’t stay without the new Rust`,
    detail: `It needs Rust ${version}${asks}. Undone, the repository states ${lowest} again, which is too old for it.`,
    nextSteps: [
      'To take wasmtime back and keep Rust: upgrade-wizard undo --only wasmtime',
      'To take both back: upgrade-wizard undo --all',
    ],
  }
}
