export type Rate = {readonly perSecond: number; readonly burst: number}

/**
 * Says of each thing that comes whether it is within the rate: `burst` at once, then so many a second. `now` is of a clock that
 * never goes backwards, in ms.
 */
export function createBucket({perSecond, burst}: Rate, now: () => number = () => performance.now()): () => boolean {
  let left = burst
  let at = now()
  return () => {
    const time = now()
    left = Math.min(burst, left + ((time - at) * perSecond) / 1000)
    at = time
    if (left < 1) return false
    left -= 1
    return true
  }
}
