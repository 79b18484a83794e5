import {type Limits, limitOf} from '../domain/limits.ts'
import type {Reading} from '../domain/measurement.ts'

/**
 * `noise`: worse than accepted, but what was measured before and after overlaps. `rollback`: so much worse that going back is
 * recommended. `unknown`: not measured on both sides.
 */
export type ReadingVerdict = 'within' | 'noise' | 'exceeded' | 'rollback' | 'no-limit' | 'unknown'

/** One number before and after. */
export type ComparedReading = Pick<Reading, 'kind' | 'name' | 'unit'> & {
  readonly before: Reading | undefined
  readonly after: Reading | undefined
  /** Share of `before`, as it is: 0.1 is a tenth more. Undefined where it can't be said. */
  readonly change: number | undefined
  /** The most that it may become worse, and from where on going back is recommended; shares. */
  readonly accepted: number | undefined
  readonly rollback: number | undefined
  readonly verdict: ReadingVerdict
}

/** Compares numbers of the same kind and name, in the order in which they were measured before. */
export function compareReadings(
  before: readonly Reading[] | undefined,
  after: readonly Reading[] | undefined,
  limits: Limits,
): readonly ComparedReading[] {
  const was = byKey(before)
  const is = byKey(after)
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(key => {
    const one = was.get(key) ?? is.get(key)
    return one === undefined ? [] : [compare(one, {before: was.get(key), after: is.get(key)}, limits)]
  })
}

function compare(
  {kind, name, unit}: Reading,
  sides: {readonly before: Reading | undefined; readonly after: Reading | undefined},
  limits: Limits,
): ComparedReading {
  const {before, after} = sides
  const limit = limitOf({kind, name}, limits)
  const isSameUnit = before?.unit === after?.unit
  const change =
    before === undefined || after === undefined || before.value === 0 || !isSameUnit
      ? undefined
      : (after.value - before.value) / before.value
  const [accepted, rollback] = [limit?.accepted, limit?.rollback]
  const verdict = verdictOf({before, after, change, accepted, rollback})
  return {kind, name, unit, before, after, change, accepted, rollback, verdict}
}

function verdictOf({
  before,
  after,
  change,
  accepted,
  rollback,
}: Pick<ComparedReading, 'before' | 'after' | 'change' | 'accepted' | 'rollback'>): ReadingVerdict {
  if (before === undefined || after === undefined || change === undefined) return 'unknown'
  if (accepted === undefined) return 'no-limit'
  const worse = after.higherIsBetter ? -change : change
  if (worse <= accepted) return 'within'
  if (overlap(before, after)) return 'noise'
  return rollback !== undefined && worse > rollback ? 'rollback' : 'exceeded'
}

/** Whether some value lies where both were measured. What was measured once, and can vary, is taken as it is. */
function overlap(one: Reading, other: Reading): boolean {
  const [low, high] = [(side: Reading) => side.low ?? side.value, (side: Reading) => side.high ?? side.value]
  return low(one) <= high(other) && low(other) <= high(one)
}

function byKey(readings: readonly Reading[] = []): ReadonlyMap<string, Reading> {
  return new Map(readings.map(reading => [`${reading.kind}:${reading.name}`, reading]))
}
