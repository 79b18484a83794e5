import fc from 'fast-check'
import {expect, test} from 'vitest'
import {firstMarkerLine, hasMarkers, markConflicts} from '../../src/engine/mark-conflicts.ts'

const line = fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n')
const text = fc.array(line, {maxLength: 8}).map(lines => lines.join(''))

/** The text as it is when one side is chosen at every marker. */
function choosing(side: 'yours' | 'restored', marked: string): string {
  let at: 'both' | 'yours' | 'restored' = 'both'
  const kept: string[] = []
  for (const one of marked.split(/(?<=\n)/)) {
    if (one.startsWith('<<<<<<< yours')) at = 'yours'
    else if (one.startsWith('>>>>>>> restored')) at = 'both'
    else if (at !== 'both' && one.trimEnd() === '=======') at = 'restored'
    else if (at === 'both' || at === side) kept.push(one)
  }
  return kept.join('')
}

test('what both changed in different ways is marked with both, the rest is merged', () => {
  const base = 'one\ntwo\nthree\nfour\n'

  const marked = markConflicts(base, 'mine\ntwo\nthree\nfour\n', 'ONE\ntwo\nthree\nFOUR\n')

  expect(marked).toBe('<<<<<<< yours\nmine\n=======\nONE\n>>>>>>> restored\ntwo\nthree\nFOUR\n')
  expect(hasMarkers(marked)).toBe(true)
  expect(firstMarkerLine(marked)).toBe(1)
})

test('with a base, what only one side changed needs nobody', () => {
  fc.assert(
    fc.property(text, text, (base, changed) => {
      expect(markConflicts(base, changed, base)).toBe(changed)
      expect(markConflicts(base, base, changed)).toBe(changed)
      expect(markConflicts(base, changed, changed)).toBe(changed)
    }),
  )
})

test('without a base, either side can be had back whole', () => {
  fc.assert(
    fc.property(text, text, (yours, restored) => {
      const marked = markConflicts(undefined, yours, restored)

      expect(choosing('yours', marked)).toBe(yours)
      expect(choosing('restored', marked)).toBe(restored)
      expect(hasMarkers(marked)).toBe(yours !== restored)
    }),
  )
})

test('line ends stay as they are, and a last line without one keeps apart from the marker', () => {
  expect(markConflicts('a\r\n', 'b\r\n', 'c\r\n')).toBe('<<<<<<< yours\r\nb\r\n=======\r\nc\r\n>>>>>>> restored\r\n')
  expect(markConflicts('a', 'b', 'c')).toBe('<<<<<<< yours\nb\n=======\nc\n>>>>>>> restored\n')
  expect(hasMarkers(markConflicts('a\r\n', 'b\r\n', 'c\r\n'))).toBe(true)
})

test('a heading underlined with signs of equality is no marker', () => {
  expect(hasMarkers('Title\n=======\n')).toBe(false)
  expect(firstMarkerLine('Title\n=======\n')).toBe(1)
})
