import {major as majorOf} from 'semver'
import {ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import {type Session, stepsInForce} from '../../journal/session.ts'
import {peekSession} from '../session/open-session.ts'

/**
 * The commands that upgrade to a major, one after the other: where a session goes elsewhere, what it wrote is taken back first, and
 * another one is started.
 */
export async function commandsToTake(tree: Tree, major: number): Promise<readonly string[]> {
  const run = `upgrade-wizard run --wasmtime ${major}`
  const session = await sessionIn(tree)
  if (session === undefined || isTo(session, major)) return [run]
  return [...(stepsInForce(session).length === 0 ? [] : ['upgrade-wizard undo --all']), `${run} --fresh`]
}

function isTo({plan: {target}}: Session, major: number): boolean {
  return target.wasmtime !== null && majorOf(target.wasmtime) === major
}

/** A state file that can't be read says itself, when it is gone on with, what to do. */
async function sessionIn(tree: Tree): Promise<Session | undefined> {
  try {
    return (await peekSession(tree)).session
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}
