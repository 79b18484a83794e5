import type {Clock} from '../../src/domain/ports.ts'
import type {Later} from '../../src/store/publisher.ts'
import {now} from './fake-views.ts'

/** Runs on from the moment at which the fake sessions were looked at. */
export const systemClock: Clock = {
  now: () => new Date(now + performance.now()),
  monotonicMs: () => performance.now(),
}

/** A clock that stands still until it is told to go on; what was put off runs when its time has come. */
export function createFakeClock() {
  let elapsed = 0
  let waiting: {at: number; run: () => void}[] = []
  const clock: Clock = {now: () => new Date(now + elapsed), monotonicMs: () => elapsed}
  const later: Later = (delayMs, run) => {
    const entry = {at: elapsed + delayMs, run}
    waiting.push(entry)
    return () => {
      waiting = waiting.filter(one => one !== entry)
    }
  }
  const pass = (ms: number) => {
    const until = elapsed + ms
    for (;;) {
      const next = waiting.filter(one => one.at <= until).toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      waiting = waiting.filter(one => one !== next)
      elapsed = Math.max(elapsed, next.at)
      next.run()
    }
    elapsed = until
  }
  return {clock, later, pass}
}
