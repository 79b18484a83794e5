import type {Measurement} from '../domain/measurement.ts'
import type {Session} from '../journal/session.ts'

/** Where the time went, in milliseconds. */
export type TimeReport = {
  /** What the commands were expected to take in all, forecast from what the same took before anything was written. */
  readonly planned: number | null
  /** What commands took, of the latest attempt of each step. */
  readonly commands: number
}

/**
 * The time of a session's commands, forecast and real. The forecast is what the baseline took, and for each step after it
 * that does the same again as long once more; null until there is a baseline. Who waits for whom isn't forecast.
 */
export function timeReport(session: Session, baseline: Measurement | undefined): TimeReport {
  const commands = session.steps.map(commandsMs).reduce((sum, ms) => sum + ms, 0)
  return {planned: plannedMs(session, baseline), commands}
}

function plannedMs(session: Session, baseline: Measurement | undefined): number | null {
  if (baseline === undefined) return null
  const recorded = session.steps.filter(({plan}) => plan.kind.startsWith('record-')).map(commandsMs)
  const check = baseline.check?.durationMs ?? 0
  const tests = baseline.tests?.durationMs ?? 0
  const again: Readonly<Record<string, number>> = {
    'mend-code': check,
    'prove-build': check,
    'fix-code': check,
    'raise-edition': check,
    'prove-tests': tests,
    ...Object.fromEntries(pairs.map(([before, after]) => [after, ofStep(session, before)])),
  }
  const isThere = (kind: string) => session.steps.some(({plan}) => plan.kind === kind)
  const later = Object.entries(again).map(([kind, ms]) => (isThere(kind) ? ms : 0))
  return [...recorded, ...later].reduce((sum, ms) => sum + ms, 0)
}

function ofStep({steps}: Session, kind: string): number {
  return steps.filter(({plan}) => plan.kind === kind).reduce((sum, step) => sum + commandsMs(step), 0)
}

function commandsMs({commands}: Session['steps'][number]): number {
  return commands.reduce((sum, {ended}) => sum + (ended?.durationMs ?? 0), 0)
}

/** Steps that measure before, and those that measure the same after. */
const pairs = [
  ['record-artifacts', 'rebuild-artifacts'],
  ['record-own-commands', 'run-own-commands'],
  ['record-features', 'prove-features'],
  ['record-benches', 'run-benches'],
  ['record-advisories', 'audit-dependencies'],
] as const
