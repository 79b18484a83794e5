import type {Session} from '../../journal/session.ts'
import {compareSession, type SessionComparison} from '../../report/compare-session.ts'
import {compareRows, verdictRows} from '../rows/compare-rows.ts'
import type {Tab} from './tab.ts'

/** Before and now: what was measured, what it may be, and whether the upgrade is proven. */
export const compareTab: Tab = {
  id: 'compare',
  number: 5,
  label: 'Compare',
  isThere: ({session}) => session !== undefined,
  detail: ({session}, {width}) => {
    if (session === undefined) return {head: [], body: []}
    const comparison = comparisonOf(session)
    return {title: 'Before and now', head: verdictRows(comparison, width), body: compareRows(comparison, width)}
  },
}

/** Before and now of a session. Kept by the session itself: a frame asks several times, and a baseline may have thousands of tests. */
export function comparisonOf(session: Session): SessionComparison {
  const known = comparisons.get(session)
  if (known !== undefined) return known
  const comparison = compareSession(session)
  comparisons.set(session, comparison)
  return comparison
}

const comparisons = new WeakMap<Session, SessionComparison>()
