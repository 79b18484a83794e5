import fc from 'fast-check'
import {expect, test} from 'vitest'
import {type DiskSample, diskTrend, withSample} from '../../src/measure/disk-trend.ts'

const gigabyte = 1e9

test('a build that fills a gigabyte a minute with ten left is full in ten minutes', () => {
  const samples = every(3000, 41, at => 12 * gigabyte - (at / 60_000) * gigabyte)

  expect(diskTrend(samples)).toMatchObject({perMinute: gigabyte, fullInMs: 10 * 60_000})
})

test('the pace is that of the last minute, not of an hour ago', () => {
  const quiet = every(3000, 600, () => 50 * gigabyte)
  const after = every(3000, 21, at => 50 * gigabyte - at * 1000).map(one => ({...one, atMs: one.atMs + 600 * 3000}))

  expect(diskTrend([...quiet, ...after]).perMinute).toBe(60e6)
})

test('nothing is foretold from less than ten seconds, a disk that gets emptier, or a log that grows', () => {
  expect(diskTrend(every(1000, 5, at => 1e9 - at * 1e5))).not.toHaveProperty('perMinute')
  expect(diskTrend(every(3000, 21, at => 1e9 + at * 1e5))).toMatchObject({perMinute: -6e9})
  expect(diskTrend(every(3000, 21, at => 1e9 + at * 1e5))).not.toHaveProperty('fullInMs')
  expect(diskTrend(every(3000, 21, at => 1e9 - at))).not.toHaveProperty('fullInMs')
  expect(diskTrend([])).toEqual({trend: []})
})

test('the trend says what was filled at twelve moments, from nothing to now, and never less than nothing', () => {
  const {trend} = diskTrend(every(3000, 400, at => 100e9 - at * 1000))

  expect(trend).toHaveLength(12)
  expect(trend[0]).toBe(0)
  expect(trend.at(-1)).toBe(399 * 3000 * 1000)
  expect(trend).toEqual(trend.toSorted((a, b) => a - b))
  expect(diskTrend(every(3000, 30, at => 1e9 + at)).trend).toEqual(Array(12).fill(0))
})

test('however long the watch, few samples are kept: the first, the last minute, and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 100, max: 5000}), {minLength: 1, maxLength: 3000}), gaps => {
      let atMs = 0
      let samples: readonly DiskSample[] = []
      for (const gap of gaps) {
        atMs += gap
        samples = withSample(samples, {atMs, freeBytes: 1e9 - atMs})
      }

      expect(samples.length).toBeLessThanOrEqual(400)
      expect(samples.at(-1)?.atMs).toBe(atMs)
      expect(samples.map(one => one.atMs)).toEqual(samples.map(one => one.atMs).toSorted((a, b) => a - b))
    }),
    {numRuns: 20},
  )
})

function every(stepMs: number, count: number, freeAt: (atMs: number) => number): readonly DiskSample[] {
  return Array.from({length: count}, (_, at) => ({atMs: at * stepMs, freeBytes: freeAt(at * stepMs)}))
}
