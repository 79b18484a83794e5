import type {Clock} from '../../src/domain/ports.ts'

/** Each look at the clock is one second later than the one before. */
export function tickingClock(start = '2026-01-02T03:04:05.000Z'): Clock {
  let elapsedMs = 0
  const tick = () => {
    elapsedMs += 1000
    return elapsedMs
  }
  return {now: () => new Date(Date.parse(start) + tick() - 1000), monotonicMs: tick}
}
