import type {Tree} from '../../domain/ports.ts'
import type {UndoAdvice} from '../../engine/undo-advice.ts'
import type {Session} from '../../journal/session.ts'
import {rustStatedThen} from '../../plan/rust-stated-then.ts'
import {againstUndo, upgradeParts} from '../../plan/undo-advice.ts'
import {installedToolchain} from '../../steps/installed-toolchain.ts'
import type {Environment} from '../environment.ts'
import {toolchainUses} from '../look/toolchain-uses.ts'

/** What is known of Rust and wasmtime, in the shape in which the engine asks for it. */
export const undoAdvice: UndoAdvice = {
  parts: upgradeParts,
  against: async (session, undone, files) => againstUndo(session, undone, await rustStatedThen(files)),
  stays: commitsThatStay,
}

/** The commits of steps that are undone, and the commands that take them back as commits too. */
export function commitsThatStay({commits = []}: Session, undone: readonly string[]): readonly string[] {
  const made = commits.filter(({step}) => undone.includes(step)).map(({commit}) => commit.slice(0, 9))
  if (made.length === 0) return []
  return [
    `${made.length === 1 ? 'The commit stays' : 'The commits stay'}: ${made.join(' ')}. What is undone is a change on top, to be committed like any other.`,
    `Or to take back the commits: git stash push && git revert --no-edit ${made.toReversed().join(' ')}`,
  ]
}

/** The same with what this machine can tell of what steps installed. */
export function undoAdviceHere(env: Environment, tree: Tree): UndoAdvice {
  const uses = toolchainUses(env, tree)
  return {
    ...undoAdvice,
    leftover: async ({plan, data}) => (plan.kind === 'install-toolchain' ? installedToolchain(uses, data) : undefined),
  }
}
