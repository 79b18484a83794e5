import fc from 'fast-check'
import {expect, test} from 'vitest'
import {fingerprint} from '../../src/diagnose/fingerprint.ts'
import {stalledBecause, withRound} from '../../src/diagnose/judge-rounds.ts'
import type {Round} from '../../src/domain/diagnosis.ts'

/** Each round mended once more than the one before; the errors of each are others. */
function rounds(...errors: readonly number[]): readonly Round[] {
  return errors.map((number, index) => ({
    errors: number,
    mends: index,
    targets: ['host/lib'],
    fingerprint: `${index}`,
  }))
}

test('as long as errors get fewer, or once no more, mending goes on', () => {
  for (const going of [[], [9], [9, 4], [9, 4, 4], [9, 4, 6, 5, 5, 3], [4, 0], [4, 4, 0]])
    expect(stalledBecause(rounds(...going)), `${going}`).toBeUndefined()
})

test('no fewer errors twice in a row is the end', () => {
  for (const stuck of [
    [4, 4, 4],
    [4, 5, 6],
    [9, 3, 3, 7],
  ])
    expect(stalledBecause(rounds(...stuck)), `${stuck}`).toBe('no-progress')
})

test('errors in a target that was not reached before are no step back', () => {
  const [first, second, third] = rounds(2, 5, 7)
  if (first === undefined || second === undefined || third === undefined) throw new Error('no rounds')

  expect(stalledBecause([first, {...second, targets: ['host/bin/cli']}, third])).toBeUndefined()
})

test('the same errors back are the end at once, but not when nothing was mended in between', () => {
  const [first, second, third] = rounds(4, 3, 4)
  if (first === undefined || second === undefined || third === undefined) throw new Error('no rounds')
  const again = {...third, fingerprint: first.fingerprint}

  expect(stalledBecause([first, second, again])).toBe('same-errors')
  expect(stalledBecause([first, {...second, fingerprint: first.fingerprint}])).toBe('same-errors')
  expect(withRound([first], {...first})).toEqual([first])
  expect(withRound([first, second], {...second, errors: 2, fingerprint: 'by hand'})).toHaveLength(3)
})

test('whatever happens, it ends', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.record({errors: fc.integer({min: 1, max: 9}), isNew: fc.boolean()})), stream => {
      let all: readonly Round[] = []
      for (const {errors, isNew} of stream) {
        const mends = all.length
        const targets = isNew ? [`target-${mends}`] : ['host/lib']
        all = withRound(all, {errors, mends, targets, fingerprint: `${mends}`})
        if (stalledBecause(all) !== undefined) break
      }
      expect(all.length).toBeLessThanOrEqual(21)
    }),
  )
})

test('a fingerprint tells texts apart and is short', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.string(), (a, b) => {
      expect(fingerprint(a)).toMatch(/^[0-9a-f]{16}$/)
      expect(fingerprint(a) === fingerprint(b)).toBe(a === b)
    }),
  )
})
