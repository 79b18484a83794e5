import fc from 'fast-check'
import {diff3Merge} from 'node-diff3'
import {describe, expect, test} from 'vitest'
import {mergeLines} from '../../src/engine/merge-lines.ts'

const base = Array.from({length: 12}, (_, at) => `line ${at}`)

/** Edits of the base, each at a place of its own: a line replaced, left out, or one put before it. */
const edits = (name: string) =>
  fc
    .uniqueArray(fc.tuple(fc.nat(base.length - 1), fc.constantFrom('replace', 'remove', 'insert')), {
      selector: ([at]) => at,
      maxLength: 5,
    })
    .map(chosen =>
      base.flatMap((line, at) => {
        const how = chosen.find(([place]) => place === at)?.[1]
        if (how === undefined) return [line]
        if (how === 'insert') return [`${name} before ${at}`, line]
        return how === 'remove' ? [] : [`${name} at ${at}`]
      }),
    )

/** Few different lines, so that they repeat. */
const anyLines = fc.array(fc.constantFrom('a', 'b', '', '}'), {maxLength: 14})

function byTheLibrary(ours: readonly string[], theirs: readonly string[]): readonly string[] | undefined {
  const regions = diff3Merge([...ours], base, [...theirs], {excludeFalseConflicts: true})
  return regions.some(({ok}) => ok === undefined) ? undefined : regions.flatMap(({ok}) => ok ?? [])
}

describe('laws', () => {
  test('where one side changed nothing, or both the same, the other is the result', () => {
    fc.assert(
      fc.property(anyLines, anyLines, (before, after) => {
        expect(mergeLines(before, after, before)).toEqual(after)
        expect(mergeLines(before, before, after)).toEqual(after)
        expect(mergeLines(before, after, after)).toEqual(after)
      }),
    )
  })

  test('it doesn’t matter whose side is whose', () => {
    fc.assert(
      fc.property(anyLines, anyLines, anyLines, (before, ours, theirs) => {
        expect(mergeLines(before, ours, theirs)).toEqual(mergeLines(before, theirs, ours))
      }),
    )
  })

  test('where no line repeats it agrees with node-diff3, conflicts included', () => {
    fc.assert(
      fc.property(edits('ours'), edits('theirs'), (ours, theirs) => {
        expect(mergeLines(base, ours, theirs)).toEqual(byTheLibrary(ours, theirs))
      }),
      {numRuns: 500},
    )
  })
})

test('changes far apart come together, neighbouring ones don’t', () => {
  const replaced = (at: number, line: string) => base.with(at, line)

  expect(mergeLines(base, replaced(2, 'ours'), replaced(4, 'theirs'))).toEqual(replaced(2, 'ours').with(4, 'theirs'))
  expect(mergeLines(base, replaced(2, 'ours'), replaced(3, 'theirs'))).toBeUndefined()
  expect(mergeLines(base, replaced(2, 'ours'), replaced(2, 'theirs'))).toBeUndefined()
  expect(mergeLines(base, replaced(2, 'same'), replaced(2, 'same'))).toEqual(replaced(2, 'same'))
})

test('a lockfile of thousands of lines with hundreds of changes takes a moment, not seconds', () => {
  const long = Array.from({length: 6000}, (_, at) => `line ${at} with a checksum`)
  const changed = (from: number, name: string) => long.map((line, at) => (at % 25 === from ? `${name} ${at}` : line))
  const started = performance.now()

  const merged = mergeLines(long, changed(3, 'ours'), changed(12, 'theirs'))

  expect(performance.now() - started).toBeLessThan(1000)
  expect(merged?.filter(line => /^(ours|theirs)/.test(line))).toHaveLength(480)
})

test('files with nothing in common are still merged', () => {
  const other = Array.from({length: 1100}, (_, at) => `other ${at}`)
  const long = Array.from({length: 1100}, (_, at) => `line ${at}`)

  expect(mergeLines(long, other, long)).toEqual(other)
  expect(mergeLines(long, other, long.with(0, 'mine'))).toBeUndefined()
})
