import fc from 'fast-check'
import {expect, test} from 'vitest'
import {matchLine, readPattern} from '../../src/settings/line-pattern/line-pattern.ts'

function found(pattern: string, line: string): string | undefined {
  const read = readPattern(pattern)
  if ('problem' in read) throw new Error(read.problem)
  return matchLine(read, line)
}

function refusal(pattern: string): string {
  const read = readPattern(pattern)
  return 'problem' in read ? read.problem : ''
}

test('the group is what is wanted of a line', () => {
  expect(found('cold start: ([0-9.]+) ms', 'run 3: cold start: 12.75 ms (warm: 3 ms)')).toBe('12.75')
  expect(found('^(\\d+) requests', 'about 7 requests')).toBeUndefined()
  expect(found('errors? (\\d{1,3})%$', 'error 42%')).toBe('42')
  expect(found('(?:p50|p99)=(\\S+)\\b', 'p95=1.5 p99=2.5s')).toBe('2.5s')
  expect(found('time: +\\[\\S+ \\S+ ([^\\]]+?) *\\]', 'time:   [1.2 ms 1.3 ms]')).toBe('1.3 ms')
  expect(found('größe “(.)”', 'größe “😀”')).toBe('😀')
})

const piece = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\w', '\\d', 'ab', '\\b')
const times = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{2}', '{1,2}', '{1,}')
const part = fc.tuple(piece, times).map(([one, often]) => (one === '\\b' ? one : one + often))
/** What a repetition of nothing means, engines differ on: what is repeated here matches something. */
const something = fc
  .tuple(fc.constantFrom('a', 'b', '[^a]', 'ab'), fc.constantFrom('', '+', '+?', '{2}'))
  .map(all => all.join(''))
const choice = (of: fc.Arbitrary<string>) =>
  fc
    .array(fc.array(of, {minLength: 1, maxLength: 3}), {minLength: 1, maxLength: 3})
    .map(ways => ways.map(way => way.join('')).join('|'))
const pattern = fc
  .tuple(fc.constantFrom('', '^'), choice(something), times, choice(part), fc.constantFrom('', '$'))
  .map(([start, before, often, wanted, end]) => `${start}(?:${before})${often}(${wanted})${end}`)

test('it finds what a regular expression finds', () => {
  fc.assert(
    fc.property(pattern, fc.string({unit: fc.constantFrom('a', 'b', 'c', ' ', '1'), maxLength: 12}), (text, line) => {
      expect(found(text, line)).toBe(new RegExp(text).exec(line)?.[1])
    }),
    {numRuns: 500},
  )
})

test.each(['^(a+)+$', '(?:(?:a|a)*)*(b)', '(?:a|aa|a?)+(b)', '(.*.*.*.*.*.*.*x)', '(?:a?){60}(b)'])(
  'a pattern that would keep a regular expression busy for ever takes no time: %s',
  pattern => {
    const begun = performance.now()
    expect(found(pattern, `${'a'.repeat(3000)}!`)).toBeUndefined()
    expect(performance.now() - begun).toBeLessThan(1000)
  },
)

test.each([
  ['no group', 'cold start: [0-9]+', 'exactly one group “(…)”, the number; it has 0'],
  ['two groups', '(a)(b)', 'it has 2'],
  ['a reference to a group', '(a)\\1', '“\\1” at 4 is not known'],
  ['a look ahead', '(?=a)(b)', 'looking ahead'],
  ['a look behind', '(?<!a)(b)', 'looking ahead, behind'],
  ['a group that isn’t closed', '(a', '“(” at 1 is not closed'],
  ['a bracket too much', '(a))', '“)” at 4 closes nothing'],
  ['nothing to repeat', '*(a)', '“*” at 1 needs'],
  ['a repetition of a repetition', '(a)**', 'nothing to repeat at 5'],
  ['an empty set', '[](a)', '“[” at 1'],
  ['a set the wrong way round', '([z-a])', 'no set of characters'],
  ['a range the wrong way round', '(a{3,2})', 'the wrong way round'],
  ['what grows without end', '(?:(?:a{99}){99}){99}(b)', 'too large'],
])('%s is refused', (_what, text, says) => {
  expect(refusal(text)).toContain(says)
})

test('no text makes reading it fail in another way', () => {
  const odd = fc.string({unit: fc.constantFrom(...'()[]{}\\|*+?^$ab,1-😀'), maxLength: 20})
  fc.assert(
    fc.property(odd, text => {
      expect(() => readPattern(text)).not.toThrow()
    }),
  )
})
