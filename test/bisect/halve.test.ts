import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {boundsOf, contradiction, type Known, mostTries, nextTry, type Verdict} from '../../src/bisect/halve.ts'

describe('halving', () => {
  test('finds the border of any monotone truth in the least number of tries', () => {
    fc.assert(
      fc.property(truths, ({majors, passing}) => {
        const {tries, known} = search(majors, major => (major <= passing ? 'good' : 'bad'))

        expect(boundsOf(majors, known)).toEqual({
          works: majors.findLast(major => major <= passing),
          breaks: majors.find(major => major > passing),
          open: [],
          skipped: [],
        })
        expect(tries.length).toBeLessThanOrEqual(Math.ceil(Math.log2(majors.length + 1)))
        expect(tries.length).toBeLessThanOrEqual(mostTries(majors, new Map()))
      }),
    )
  })

  test('needs every one of them for some truth, so that none is saved by luck', () => {
    fc.assert(
      fc.property(majorLists, majors => {
        const needed = [0, ...majors].map(
          passing => search(majors, major => (major <= passing ? 'good' : 'bad')).tries.length,
        )

        expect(Math.max(...needed)).toBe(mostTries(majors, new Map()))
      }),
    )
  })

  test('brings the border as near as what can be tried allows, and a skipped major costs one try at most', () => {
    fc.assert(
      fc.property(truths, fc.func(fc.boolean()), ({majors, passing}, isSkipped) => {
        const {tries, known} = search(majors, major => {
          if (isSkipped(major)) return 'skip'
          return major <= passing ? 'good' : 'bad'
        })
        const {works, breaks, open, skipped} = boundsOf(majors, known)
        const triable = majors.filter(major => !isSkipped(major))
        const skips = tries.filter(major => isSkipped(major)).length

        expect({works, breaks, open}).toEqual({
          works: triable.findLast(major => major <= passing),
          breaks: triable.find(major => major > passing),
          open: [],
        })
        expect(skipped.every(major => isSkipped(major))).toBe(true)
        expect(new Set(tries).size).toBe(tries.length)
        expect(tries.length - skips).toBeLessThanOrEqual(Math.ceil(Math.log2(majors.length + 1)))
      }),
    )
  })

  test('tries nothing that is known beforehand, and needs fewer tries for it', () => {
    const majors = [26, 27, 28, 29, 30, 31, 32, 33]
    const known: Known = new Map<number, Verdict>([
      [28, 'good'],
      [32, 'bad'],
    ])
    const {tries} = search(majors, major => (major <= 29 ? 'good' : 'bad'), known)

    expect(mostTries(majors, known)).toBe(2)
    expect(tries).toEqual([30, 29])
  })

  test('tries nothing when everything is known', () => {
    expect(nextTry([35, 36], new Map<number, Verdict>([[36, 'good']]))).toBeUndefined()
    expect(nextTry([], new Map())).toBeUndefined()
  })

  test('a major that fails below one that passes is a contradiction', () => {
    const known: Known = new Map<number, Verdict>([
      [35, 'bad'],
      [36, 'good'],
    ])

    expect(contradiction([35, 36], known)).toEqual({good: 36, bad: 35})
    expect(contradiction([36], known)).toBeUndefined()
  })
})

/** Asks the truth until nothing is left to try; the answers, and what was asked, in order. */
function search(majors: readonly number[], truth: (major: number) => Verdict, before: Known = new Map()) {
  const known = new Map(before)
  const tries: number[] = []
  for (let next = nextTry(majors, known); next !== undefined; next = nextTry(majors, known)) {
    tries.push(next)
    known.set(next, truth(next))
  }
  return {tries, known}
}

const majorLists = fc
  .uniqueArray(fc.integer({min: 1, max: 99}), {minLength: 1, maxLength: 40})
  .map(majors => majors.toSorted((a, b) => a - b))
const truths = majorLists.chain(majors =>
  fc.record({majors: fc.constant(majors), passing: fc.integer({min: 0, max: 100})}),
)
