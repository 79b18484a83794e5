import fc from 'fast-check'
import {expect, test} from 'vitest'
import {nearest} from '../../src/domain/nearest.ts'

const names = ['raise-rust', 'raise-family', 'refresh-lockfile', 'prepare']

test.each([
  ['raise-dust', 'raise-rust'],
  ['rais-family', 'raise-family'],
  ['refreshlockfile', 'refresh-lockfile'],
  ['preprae', 'prepare'],
  ['ab', undefined],
  ['something-else', undefined],
])('%s may have meant %s', (typed, meant) => {
  expect(nearest(typed, names)).toBe(meant)
})

test('a name that is there is the nearest to itself, and any text has an answer', () => {
  fc.assert(fc.property(fc.constantFrom(...names), name => nearest(name, names) === name))
  fc.assert(
    fc.property(fc.string(), text => {
      const found = nearest(text, names)
      return found === undefined || names.includes(found)
    }),
  )
})
