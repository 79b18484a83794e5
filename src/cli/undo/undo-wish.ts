import {ProblemError} from '../../domain/errors.ts'
import {nearest} from '../../domain/nearest.ts'
import {phases} from '../../domain/phase.ts'
import type {Problem} from '../../domain/problem.ts'
import {type Session, stepsInForce} from '../../journal/session.ts'
import {undoAdvice} from './undo-advice.ts'

/** What is to be undone, as it is said on the command line: names, everything, or one part. */
export type UndoWish = {
  /** Ids of steps, and phases. */
  readonly names: readonly string[]
  readonly all: boolean
  readonly only?: 'rust' | 'wasmtime'
  /** Also what undone steps installed; alone it is a wish of its own. */
  readonly removeToolchains: boolean
}

/** The ids of the steps that are meant. Throws a ProblemError for none, for two wishes at once and for names there aren't. */
export function wishedSteps(session: Session, {names, all, only, removeToolchains}: UndoWish): readonly string[] {
  const inForce = stepsInForce(session).map(({plan}) => plan)
  const ids = inForce.map(({id}) => id)
  const wishes = [names.length > 0, all, only !== undefined].filter(Boolean).length
  if (wishes === 0 && removeToolchains) return []
  if (wishes !== 1) throw new ProblemError(unclear(ids))
  if (all) return ids
  if (only !== undefined) return partOf(session, only)
  const known: readonly string[] = [...session.plan.steps.map(({id}) => id), ...phases]
  const unknown = names.find(name => !known.includes(name))
  if (unknown !== undefined) throw new ProblemError(noSuchStep(unknown, nearest(unknown, known), ids))
  // A step that isn't in force is named all the same: then there is nothing to undo.
  const inPhases = inForce.filter(({phase}) => names.includes(phase)).map(({id}) => id)
  return [...names, ...inPhases]
}

function partOf(session: Session, only: 'rust' | 'wasmtime'): readonly string[] {
  const part = undoAdvice.parts(session).find(({id}) => id === `only:${only}`)
  if (part !== undefined) return part.steps
  if (only === 'rust') return stepsInForce(session).map(({plan: {id}}) => id)
  return []
}

function unclear(inForce: readonly string[]): Problem {
  return {
    code: 'no-such-step',
    title: 'Which steps?',
    detail: `Steps in force: ${inForce.join(', ') || 'none'}.`,
    nextSteps: [
      'Name steps or phases: upgrade-wizard undo raise-rust',
      'Or one part: upgrade-wizard undo --only wasmtime',
      'Or undo everything: upgrade-wizard undo --all',
    ],
  }
}

function noSuchStep(name: string, meant: string | undefined, inForce: readonly string[]): Problem {
  return {
    code: 'no-such-step',
    title: `There is no step or phase called ${name}`,
    detail: `Steps in force: ${inForce.join(', ') || 'none'}. Phases: ${phases.join(', ')}.`,
    nextSteps: [
      ...(meant === undefined ? [] : [`Did you mean: upgrade-wizard undo ${meant}`]),
      'Or undo everything: upgrade-wizard undo --all',
    ],
  }
}
