import type {Registry} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {Lockfile} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {type Choice, type ChoiceInput, chooseTarget} from './choose-target.ts'
import {type PackagesNeed, packagesNeedRust} from './packages-need-rust.ts'
import type {Resolution} from './resolve-in-copy.ts'

/** What cargo would lock after the upgrade, and what that asks of Rust. */
export type Resolved = {readonly lockfile: Lockfile; readonly need: PackagesNeed}

/** A choice that cargo was asked about: `resolved`, or the `problem` that kept it from answering. */
export type Settled = {readonly choice: Choice; readonly resolved?: Resolved; readonly problem?: Problem}

/**
 * Looks at a chosen target once more with what comes with it: packages may need a newer Rust than the release itself. A
 * Rust that was asked for and is too low for them is refused. Without a wasmtime there is nothing to ask.
 */
export async function settleTarget(
  input: ChoiceInput,
  resolve: (target: Target) => Promise<Resolution>,
  registry: Registry,
): Promise<Settled> {
  const choice = chooseTarget(input)
  if (choice.kind === 'refused' || choice.target.wasmtime === null) return {choice}
  const {wasmtime} = choice.target
  const resolution = await resolve(choice.target)
  if (resolution.kind === 'not-resolved') return {choice, problem: resolution.problem}
  const needed = choice.candidates.find(candidate => candidate.wasmtime === wasmtime)?.rust.version
  const need = await packagesNeedRust(resolution.lockfile, registry, needed ?? choice.target.rust.version)
  const resolved = {wasmtime, because: need.because}
  return {choice: chooseTarget({...input, resolved}), resolved: {lockfile: resolution.lockfile, need}}
}
