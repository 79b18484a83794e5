import type {Session} from '../../journal/session.ts'

/** The branch that the session itself made; undefined when it made none, or hasn't yet. */
export function madeBranch({branch, steps}: Session): string | undefined {
  const isMade = steps.some(({plan, state}) => plan.kind === 'make-branch' && state.status === 'accepted')
  return isMade ? branch : undefined
}
