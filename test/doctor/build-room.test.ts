import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {buildRoom} from '../../src/doctor/build-room.ts'
import {neededBytes} from '../../src/gates/enough-disk.ts'

const gibibyte = 1024 ** 3
const maybe = (most: number) => fc.option(fc.nat(most), {nil: undefined})

describe('the room for a build', () => {
  test('comes from the locked packages while nothing is built', () => {
    expect(buildRoom({builtBytes: undefined, lockedPackages: 1000})).toEqual({
      leastBytes: 2500 * 1024 ** 2,
      needBytes: 20_000 * 1024 ** 2,
      how: '1000 locked packages, 2.5 to 20 MiB each',
    })
  })

  test('comes from a whole build that is there, of which a part is built again', () => {
    expect(buildRoom({builtBytes: 5 * gibibyte, lockedPackages: 1000})).toEqual({
      leastBytes: 2 * gibibyte,
      needBytes: 5 * gibibyte,
      how: '5.0 GiB of build output are there; other versions are built beside it',
    })
  })

  test('does not grow with what years of builds left behind', () => {
    const {leastBytes, needBytes} = buildRoom({builtBytes: 500 * gibibyte, lockedPackages: 1000})

    expect([leastBytes, needBytes]).toEqual([2500 * 1024 ** 2, 20_000 * 1024 ** 2])
  })

  test('is not known to be large without a lockfile, and not promised to be small', () => {
    const {leastBytes, needBytes, how} = buildRoom({builtBytes: undefined, lockedPackages: undefined})

    expect(leastBytes).toBe(neededBytes)
    expect(needBytes).toBeGreaterThan(10 * gibibyte)
    expect(how).toMatch(/^no lockfile/)
  })

  test('is a range of at least a gibibyte, whatever is known', () => {
    fc.assert(
      fc.property(maybe(1e12), maybe(5000), (builtBytes, lockedPackages) => {
        const {leastBytes, needBytes} = buildRoom({builtBytes, lockedPackages})

        expect(leastBytes).toBeGreaterThanOrEqual(neededBytes)
        expect(needBytes).toBeGreaterThanOrEqual(leastBytes)
      }),
    )
  })
})
