import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createBucket} from '../../src/system/token-bucket.ts'

const rate = {perSecond: 50, burst: 100}

test('lets a burst through, then no more than the rate, and after a rest a burst again', () => {
  let now = 0
  const take = createBucket(rate, () => now)
  const taken = (tries: number) => Array.from({length: tries}, take).filter(Boolean).length

  expect(taken(150)).toBe(100)
  now = 1000
  expect(taken(150)).toBe(50)
  now = 3600_000
  expect(taken(150)).toBe(100)
})

test('never lets more through than the burst and what the time since allows', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), {maxLength: 300}), waits => {
      let now = 0
      let taken = 0
      const take = createBucket(rate, () => now)
      for (const wait of waits) {
        now += wait
        if (take()) taken += 1
      }

      expect(taken).toBeLessThanOrEqual(rate.burst + (now * rate.perSecond) / 1000)
    }),
  )
})
