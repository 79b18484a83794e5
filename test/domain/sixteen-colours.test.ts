import fc from 'fast-check'
import {expect, test} from 'vitest'
import {sixteenColours} from '../../src/domain/sixteen-colours.ts'

test.each([
  ['the palette itself', '1;31', '1;31'],
  ['a reset without a number', '', '0'],
  ['a colour of the palette by its index, as rustc writes it', '38;5;9', '91'],
  ['the first eight by their index', '48;5;4', '44'],
  ['an orange of the cube', '1;38;5;208', '1;93'],
  ['a dark green of the cube', '38;5;22', '32'],
  ['a grey', '38;5;240', '90'],
  ['a pale grey', '38;5;255', '97'],
  ['any colour', '38;2;30;30;200', '34'],
  ['any colour, with colons', '38:2:30:30:200', '34'],
  ['a background and a colour', '48;2;250;250;250;38;2;0;0;0', '107;30'],
  ['what hides or blinks', '8;5;1', '1'],
] as const)('takes %s', (_, parameters, expected) => {
  expect(sixteenColours(parameters)).toBe(expected)
})

test.each(['8', '38;5', '38;2;1', '38;5;999', '1000', '58;5;1'])('leaves nothing of %s', parameters => {
  expect(sixteenColours(parameters) ?? '').not.toMatch(/[345]8|1000|^8$/)
})

test('whatever comes, only the palette is left', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 0, max: 300}), {maxLength: 8}), codes => {
      const left = sixteenColours(codes.join(';'))?.split(';').map(Number) ?? []
      expect(left.every(code => code < 108 && ![5, 6, 8, 38, 48].includes(code))).toBe(true)
    }),
  )
})
