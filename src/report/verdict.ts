import type {Criterion} from './criteria.ts'
import type {ReportStep} from './report-input.ts'

/**
 * `upgraded`: everything that must hold was proven. `undone`: what was changed is taken back. `blocked`: it ended before
 * anything was changed. `incomplete`: the rest.
 */
export type Verdict = 'upgraded' | 'incomplete' | 'undone' | 'blocked'

/** The verdict on a session. Steps that leave the tree as it is can't be taken back. */
export function judge(steps: readonly ReportStep[], criteria: readonly Criterion[]): Verdict {
  const changing = steps.filter(({changedFiles}) => changedFiles)
  const isInForce = changing.some(({status}) => ['accepted', 'verified', 'running', 'failed'].includes(status))
  if (!isInForce && changing.some(({status}) => status === 'undone')) return 'undone'
  if (criteria.every(({level, met}) => level !== 'must' || met)) return 'upgraded'
  return !isInForce && steps.some(({status}) => status === 'blocked') ? 'blocked' : 'incomplete'
}
