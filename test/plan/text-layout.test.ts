import fc from 'fast-check'
import stringWidth from 'string-width'
import {expect, test} from 'vitest'
import {describeProblem} from '../../src/plan/describe-plan.ts'
import {cellsOf, wrap} from '../../src/plan/text-layout.ts'

test('a long text is broken between words, and later lines are indented as asked', () => {
  expect(wrap('one two three four', 9, 2)).toEqual(['one two', '  three', '  four'])
})

test('a word that fits no line is broken', () => {
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
})

test('what a text is indented by stays, so that markers stand under what they mark', () => {
  const error = ['  --> src/drift.rs:40:14', '   |', '40 | fn broken( {', '   |          - -^', '   |']

  expect(error.flatMap(line => wrap(line, 76))).toEqual(error)
})

test('an indented text still breaks, and its later lines start where they are asked to', () => {
  expect(wrap('    one two three', 12, 2)).toEqual(['    one two', '  three'])
  expect(wrap('                    x y', 10)).toEqual(['     x y'])
})

test('an empty text is one empty line', () => {
  expect([wrap('', 10), wrap('   ', 10)]).toEqual([[''], ['']])
})

test.each([
  {title: 'Cannot build', path: 'Cargo.toml', line: 3, says: '! Cannot build (Cargo.toml:3)'},
  {title: 'Cannot build', path: 'Cargo.toml', says: '! Cannot build (Cargo.toml)'},
  {title: 'Cannot read Cargo.toml', path: 'Cargo.toml', line: 3, says: '! Cannot read Cargo.toml (line 3)'},
  {title: 'Cannot read Cargo.toml', path: 'Cargo.toml', says: '! Cannot read Cargo.toml'},
])('a problem says once where it is: $says', ({says, ...where}) => {
  expect(describeProblem({code: 'x', detail: 'Because.', nextSteps: ['Mend it.'], ...where})).toEqual([
    `  ${says}`,
    '    Because.',
    '    → Mend it.',
  ])
})

test('a text is as wide as the terminal shows it', () => {
  const character = fc.oneof(fc.constantFrom(...'aZ ~·–’“”…→│├└─'), fc.string({unit: 'grapheme', maxLength: 2}))
  fc.assert(fc.property(fc.array(character), parts => cellsOf(parts.join('')) === stringWidth(parts.join(''))))
})
