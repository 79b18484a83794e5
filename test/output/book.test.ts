import fc from 'fast-check'
import {expect, test} from 'vitest'
import {placeOf, readLines} from '../../src/output/read-lines.ts'
import {err, type Piece, readAtOnce, written} from './memory-logs.ts'

/** Lines as programs write them, and bytes as nobody should. */
const line = fc.oneof(
  {weight: 5, arbitrary: fc.string({unit: 'grapheme', maxLength: 60})},
  fc.constantFrom(
    '',
    '\x1b[1m\x1b[32m   Compiling\x1b[0m crate-1 v1.0.0',
    '    Building [=> ] 3/36: c00',
    '    Building [=> ] 3/36: c00\r\x1b[K   Compiling c01',
    JSON.stringify({reason: 'compiler-artifact', target: {name: 'c00'}}),
    JSON.stringify({reason: 'compiler-message', message: {rendered: 'error: no method\n  --> src/lib.rs:1:1\n'}}),
    '{"reason": torn',
    '[INFO] 2/3 done',
  ),
)
const bytes = fc.oneof(
  fc.array(line, {maxLength: 30}).map(lines => Buffer.from(lines.map(one => `${one}\n`).join(''))),
  line.map(text => Buffer.from(text)),
  fc.uint8Array({maxLength: 40}),
)
const source = fc.constantFrom('out' as const, 'err' as const)
/** Written in pieces that are torn anywhere. */
const pieces = fc
  .array(fc.tuple(source, bytes, fc.array(fc.nat({max: 200}), {maxLength: 4})), {maxLength: 20})
  .map(writes =>
    writes.flatMap(([from, all, cuts]) => torn(all, cuts).map((part): Piece => ({source: from, bytes: part}))),
  )

function torn(all: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts.map(cut => Math.min(cut, all.length)))].toSorted((a, b) => a - b)
  return [...ends, all.length].map((end, at) => all.subarray(at === 0 ? 0 : ends[at - 1], end))
}

test('whatever order and pieces bytes come in, the lines are those of reading all at once', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.boolean(), async (all, keepsColors) => {
      const output = written(all)
      const expected = readAtOnce(all, keepsColors)

      expect(await readLines(output, 0, output.book.total(), keepsColors)).toEqual(expected)
      expect(output.book.total()).toBe(expected.length)
    }),
  )
})

test('any window of lines is the same as cutting it out of all of them', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat({max: 400}), fc.nat({max: 50}), async (all, from, count) => {
      const output = written(all)

      expect(await readLines(output, from, count, false)).toEqual(readAtOnce(all).slice(from, from + count))
    }),
  )
})

test('the place of a line is where its file has it', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat({max: 300}), async (all, wanted) => {
      const output = written(all)
      const place = await placeOf(output, wanted)
      const own = all.filter(piece => piece.source === place?.file)
      const before = readAtOnce(firstLines(own, (place?.line ?? 1) - 1))
      const after = readAtOnce(firstLines(own, place?.line ?? 0))

      expect([...after.slice(before.length), undefined]).toContain(readAtOnce(all)[wanted])
      expect(place === undefined).toBe(wanted >= output.book.total())
    }),
  )
})

test('a hundred thousand lines take a few hundred blocks, and a window of them one read or two', async () => {
  const text = Array.from({length: 100_000}, (_, at) => `   Compiling crate-${at} v1.0.${at}\n`).join('')
  const output = written([err(text)])
  const reads: number[] = []
  const counted = {
    ...output,
    read: (file: string, start: number, end: number) => {
      reads.push(end - start)
      return output.read(file, start, end)
    },
  }

  expect(await readLines(counted, 54_321, 30, false)).toEqual(text.split('\n').slice(54_321, 54_351))
  expect(reads.length).toBeLessThanOrEqual(2)
  expect(Math.max(...reads)).toBeLessThan(40_000)
  expect(output.book.blocks.length).toBeLessThan(200)
})

test('an endless line is one line, read at its edges', async () => {
  const output = written([err(`first\n${'x'.repeat(9_000_000)}`), err('yz\nlast\n')])

  const lines = await readLines(output, 0, 10, false)

  expect(lines.map(text => text.slice(0, 5))).toEqual(['first', 'xxxxx', 'last'])
})

test('a file that was cut short keeps the numbers of its lines', async () => {
  const output = written([err('one\ntwo\nthree\n')])

  const lines = await readLines({...output, read: async () => Buffer.from('one\n')}, 0, 10, false)

  expect(lines).toEqual(['one', '', ''])
})

function firstLines(all: readonly Piece[], count: number): Piece[] {
  const lines = Buffer.concat(all.map(piece => piece.bytes))
    .toString('latin1')
    .split('\n')
    .slice(0, count)
  return [{source: 'err', bytes: Buffer.from(lines.map(one => `${one}\n`).join(''), 'latin1')}]
}
