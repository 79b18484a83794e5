import type {BreakingChange} from '../../catalog/breaking-changes.ts'
import type {Statement} from '../source-file.ts'

/** What is said of one use of a change; `certainty` tells whether it counts. */
export function stateUse(
  change: BreakingChange,
  at: {readonly start: number; readonly value: string},
  certainty: 'resolved' | 'by-name' | 'hint',
): Statement & {readonly change: string} {
  return {
    kind: 'api-use',
    ...at,
    live: certainty === 'resolved',
    why: `${lead[certainty]}breaks at ${change.major}: ${change.summary.replace(/\.$/, '')}, ${howTold(change)}`,
    crate: change.crate,
    change: change.id,
  }
}

/** Who adapts it, and how code that isn't adapted is told: `by hand, compile error`. */
export function howTold({isAutomatic, effect}: Pick<BreakingChange, 'isAutomatic' | 'effect'>): string {
  return `${isAutomatic ? 'automatic' : 'by hand'}, ${effects[effect]}`
}

const lead = {resolved: '', 'by-name': 'by name only: ', hint: 'worth a look: '}
const effects = {error: 'compile error', warning: 'compiler warning', silent: 'silent'}
