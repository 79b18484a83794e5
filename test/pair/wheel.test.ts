import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {WheelMove} from '../../src/domain/wheel-view.ts'
import {isTurnOver, join, leave, moveWheel, takeWheel, viewWheel, type Wheel} from '../../src/pair/wheel.ts'

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

describe('who comes and goes', () => {
  test('comes last, and is next where the driver was alone', () => {
    const wheel = join(takeWheel(['Ada'], 0), 'Bo', 0)

    expect(wheel).toMatchObject({driver: 'Ada', next: 'Bo'})
    expect(join(wheel, 'Cy', 0)).toMatchObject({names: ['Ada', 'Bo', 'Cy'], next: 'Bo'})
    expect(join(wheel, 'Bo', 0)).toBe(wheel)
  })

  test('leaves the wheel to the heir, or to who is next', () => {
    const wheel = moved(takeWheel(['Ada', 'Bo', 'Cy'], 0), 'hand-over')

    expect(leave(wheel, 'Bo', 0, 'Ada').driver).toBe('Ada')
    expect(leave(wheel, 'Bo', 0).driver).toBe('Cy')
    expect(leave(wheel, 'Bo', 0, 'Dee').driver).toBe('Cy')
    expect(join(leave(takeWheel(['Ada'], 0), 'Ada', 0), 'Bo', 0).driver).toBe('Bo')
  })

  test('asks for the wheel one at a time, and no longer when they have it or are gone', () => {
    const wheel = takeWheel(['Ada', 'Bo', 'Cy'], 0)
    const wanted = moveWheel(wheel, 'ask', 0, 'Cy')

    expect(wanted.wantedBy).toBe('Cy')
    expect(moveWheel(wanted, 'ask', 0, 'Bo').wantedBy).toBe('Cy')
    expect(moveWheel(wheel, 'ask', 0, 'Ada').wantedBy).toBeUndefined()
    expect(moveWheel(wanted, 'grant', 0)).toMatchObject({driver: 'Cy', next: 'Ada'})
    expect(moveWheel(wanted, 'hand-over', 0)).toMatchObject({driver: 'Bo', wantedBy: 'Cy'})
    for (const over of [moveWheel(wanted, 'grant', 0), moveWheel(wanted, 'refuse', 0), leave(wanted, 'Cy', 0)])
      expect(over.wantedBy).toBeUndefined()
    expect(moveWheel(wheel, 'grant', 0)).toBe(wheel)
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

test('whoever comes, goes and asks, the wheel is with somebody who is there', () => {
  const who = fc.constantFrom('Ada', 'Bo', 'Cy', 'Dee')
  const change = fc.tuple(fc.constantFrom('join', 'leave', 'ask', 'grant', 'take-back', 'hand-over', 'skip'), who)
  fc.assert(
    fc.property(fc.array(change), changes => {
      let wheel = takeWheel(['Ada', 'Bo'], 0, minute)
      for (const [what, name] of changes) {
        if (what === 'join') wheel = join(wheel, name, 0)
        else if (what === 'leave') wheel = leave(wheel, name, 0)
        else wheel = moveWheel(wheel, what, 0, name)

        const {names, driver, next, wantedBy} = wheel
        expect(names.length === 0 ? '' : names.includes(driver)).toBe(names.length === 0 ? driver : true)
        expect(names.length < 2 || (names.includes(next) && next !== driver)).toBe(true)
        expect(wantedBy === undefined || (names.includes(wantedBy) && wantedBy !== driver)).toBe(true)
      }
    }),
  )
})
