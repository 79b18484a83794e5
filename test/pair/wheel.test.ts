import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {WheelMove} from '../../src/domain/wheel-view.ts'
import {isTurnOver, moveWheel, takeWheel, viewWheel, type Wheel} from '../../src/pair/wheel.ts'

const minute = 60_000
const moved = (wheel: Wheel, ...moves: readonly WheelMove[]) =>
  moves.reduce((one, move) => moveWheel(one, move, 0), wheel)

describe('the wheel', () => {
  test('goes round: each drives in turn', () => {
    const wheel = takeWheel(['Ada', 'Bo', 'Cy'], 0)

    expect([wheel.driver, wheel.next]).toEqual(['Ada', 'Bo'])
    expect(moved(wheel, 'hand-over').driver).toBe('Bo')
    expect(moved(wheel, 'hand-over', 'hand-over', 'hand-over').driver).toBe('Ada')
  })

  test('passes over who is away, who comes round again later', () => {
    const wheel = moved(takeWheel(['Ada', 'Bo', 'Cy'], 0), 'skip')

    expect([wheel.driver, wheel.next]).toEqual(['Ada', 'Cy'])
    expect(moved(wheel, 'hand-over', 'hand-over', 'hand-over').driver).toBe('Bo')
  })

  test('stays with the driver of two, with a new turn, when the other is away', () => {
    const wheel = moveWheel(takeWheel(['Ada', 'Bo'], 0, 10 * minute), 'skip', 9 * minute)

    expect([wheel.driver, wheel.next]).toEqual(['Ada', 'Bo'])
    expect(viewWheel(wheel, 9 * minute).turn?.leftMs).toBe(10 * minute)
  })
})

describe('the time of a turn', () => {
  const wheel = takeWheel(['Ada', 'Bo'], 0, 10 * minute)

  test('runs out, and begins anew with a hand-over or when somebody says so', () => {
    expect(isTurnOver(wheel, 10 * minute - 1)).toBe(false)
    expect(isTurnOver(wheel, 10 * minute)).toBe(true)
    for (const move of ['hand-over', 'reset', 'skip'] as const)
      expect(isTurnOver(moveWheel(wheel, move, 12 * minute), 13 * minute)).toBe(false)
  })

  test('stands still while it is paused', () => {
    const paused = moveWheel(wheel, 'pause', 4 * minute)
    const goesOn = moveWheel(paused, 'pause', 60 * minute)

    expect(viewWheel(paused, 50 * minute).turn).toEqual({leftMs: 6 * minute, isPaused: true, isDue: false})
    expect(viewWheel(goesOn, 61 * minute).turn).toEqual({leftMs: 5 * minute, isPaused: false, isDue: false})
  })

  test('is none where none was set', () => {
    expect(viewWheel(moved(takeWheel(['Ada', 'Bo'], 0), 'pause', 'reset'), minute).turn).toBeUndefined()
    expect(isTurnOver(takeWheel(['Ada', 'Bo'], 0), 1e9)).toBe(false)
  })
})

test('whatever is done, one of them drives, another is next, and nobody is left out for good', () => {
  const names = fc.uniqueArray(fc.string({minLength: 1}), {minLength: 2, maxLength: 6})
  const moves = fc.array(fc.constantFrom<WheelMove>('hand-over', 'skip', 'reset', 'pause'))
  fc.assert(
    fc.property(names, moves, (people, made) => {
      const wheel = moved(takeWheel(people, 0, minute), ...made)
      expect(people).toContain(wheel.driver)
      expect(people).toContain(wheel.next)
      expect(wheel.next).not.toBe(wheel.driver)
      const round = people.map(
        (_, at) => moved(wheel, ...people.slice(0, at + 1).map(() => 'hand-over' as const)).driver,
      )
      expect(new Set(round)).toEqual(new Set(people))
    }),
  )
})
