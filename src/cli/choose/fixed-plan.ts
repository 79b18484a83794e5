import {major as majorOf} from 'semver'
import {newestRelease, type Releases} from '../../catalog/release.ts'
import type {Plan} from '../../domain/plan.ts'
import type {Problem} from '../../domain/problem.ts'
import {compareRust, isRustVersion} from '../../domain/rust-version.ts'
import type {Target} from '../../domain/target.ts'
import type {Session} from '../../journal/session.ts'
import type {Wanted} from '../../plan/wanted.ts'
import type {PlanOptions, RunOptions} from '../run-options.ts'
import {wantedSteps} from './select-steps.ts'

/**
 * A session's target and steps are fixed when it starts. Options that ask for others are refused: to pass over them
 * would be to do what nobody asked for. The same command as before always goes on.
 */
export function refuseOtherPlan(
  plan: Plan,
  {wanted, only, skip}: Pick<PlanOptions, 'wanted' | 'only' | 'skip'>,
  known: Releases,
): Problem | undefined {
  const {target} = plan
  if (!isTarget(target, wanted, known)) {
    const goal = `${target.wasmtime === null ? '' : `wasmtime ${target.wasmtime} on `}Rust ${target.rust.version}`
    return refused(`It goes to ${goal}; the options ask for something else.`)
  }
  const wantedToo = wantedSteps(plan, only, skip)
  // The branch is asked for by its own option, whatever else is left out.
  const dropped = plan.steps.filter(step => step.kind !== 'make-branch' && !wantedToo.includes(step))
  if (dropped.length === 0) return undefined
  return refused(`Its plan has ${dropped.map(step => step.id).join(', ')}; --only and --skip ask to leave that out.`)
}

/** The same for what becomes of its steps in git: a session that commits none, or goes to another branch, stays so. */
export function refuseOtherCommits(
  session: Pick<Session, 'branch' | 'commitSteps'>,
  {branch, commitSteps}: Pick<RunOptions, 'branch' | 'commitSteps'>,
): Problem | undefined {
  if (branch !== undefined && branch !== session.branch)
    return refused(session.branch === undefined ? 'It makes no branch.' : `It makes the branch ${session.branch}.`)
  if (commitSteps && session.commitSteps === undefined) return refused('It was started without --commit-steps.')
  return undefined
}

function isTarget(target: Target, {wasmtime, rust, edition, onPurpose, matrix, fix}: Wanted, known: Releases): boolean {
  return (
    (wasmtime === undefined || wasmtime === 'lts' || isWasmtime(target, wasmtime.replace(/^v/, ''), known)) &&
    (rust === undefined || !isRustVersion(rust) || compareRust(rust, target.rust.version) === 0) &&
    (edition === undefined || edition === target.edition) &&
    (onPurpose === undefined || onPurpose === (target.onPurpose ?? 'keep')) &&
    (matrix === undefined || matrix === (target.matrix ?? 'raise')) &&
    (fix === undefined || fix === target.fix)
  )
}

/** By its first numbers as well, and `latest` by its major: a newer patch release that came out since must not stand in the way. */
function isWasmtime({wasmtime}: Target, wish: string, known: Releases): boolean {
  const newest = newestRelease(known)?.version
  if (wish === 'latest') return wasmtime !== null && newest !== undefined && majorOf(wasmtime) >= majorOf(newest)
  return wasmtime === wish || wasmtime?.startsWith(`${wish}.`) === true
}

function refused(detail: string): Problem {
  return {
    code: 'session-has-another-plan',
    title: 'The session here has another plan',
    detail,
    nextSteps: [
      'To go on with it: upgrade-wizard run, without these options',
      'To get its changes back first: upgrade-wizard undo --all',
      'To start anew from the files as they are: add --fresh',
    ],
    path: '.upgrade-wizard/state.jsonl',
  }
}
