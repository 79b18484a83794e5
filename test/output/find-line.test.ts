import fc from 'fast-check'
import {expect, test} from 'vitest'
import {findLine} from '../../src/output/find-line.ts'
import {holds, isErrorLine} from '../../src/output/marks.ts'
import {err, written} from './memory-logs.ts'

const never = new AbortController().signal

/** Enough text for several blocks. */
const texts = fc
  .array(fc.constantFrom('needle', 'hay', 'more hay', ''), {minLength: 1, maxLength: 12})
  .map(lines => lines.flatMap(line => [line, ...Array.from({length: 40}, (_, at) => 'x'.repeat(300 + at))]))

test('finds what going through all lines finds, in both directions and round the end', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat({max: 600}), fc.boolean(), async (lines, start, isForward) => {
      const from = Math.min(start, lines.length - 1)
      const output = written([err(lines.map(line => `${line}\n`).join(''))])
      const hits = lines.flatMap((line, at) => (line === 'needle' ? [at] : []))
      const ahead = isForward ? hits.find(at => at >= from) : hits.findLast(at => at <= from)
      const line = ahead ?? (isForward ? hits[0] : hits.at(-1))

      const found = await findLine(output, {
        from,
        direction: isForward ? 'forward' : 'backward',
        matches: holds('needle'),
        signal: never,
      })

      expect(found).toEqual(line === undefined ? undefined : {line, isWrapped: ahead === undefined})
    }),
  )
})

test('finds text through its colours', async () => {
  const output = written([err('\x1b[31mno\x1b[0m such crate\n')])

  expect(await findLine(output, {from: 0, direction: 'forward', matches: holds('no such'), signal: never})).toEqual({
    line: 0,
    isWrapped: false,
  })
})

test('a search that is cancelled reads no further', async () => {
  const output = written([err('hay\n'.repeat(100_000))])
  const cancelled = new AbortController()
  let reads = 0
  const read: typeof output.read = (file, start, end) => {
    reads += 1
    if (reads === 3) cancelled.abort()
    return output.read(file, start, end)
  }

  const found = await findLine(
    {...output, read},
    {from: 0, direction: 'forward', matches: holds('needle'), signal: cancelled.signal},
  )

  expect(found).toBeUndefined()
  expect(reads).toBe(3)
})

test('nothing is found in nothing', async () => {
  expect(
    await findLine(written([]), {from: 0, direction: 'backward', matches: () => true, signal: never}),
  ).toBeUndefined()
})

test.each([
  'error: could not compile `photondrift`',
  'error[E0599]: no method named `x`',
  'test engine::links ... FAILED',
  'test result: FAILED. 3 passed; 1 failed',
  "thread 'main' (1234) panicked at src/main.rs:2:5:",
])('%s is an error', line => {
  expect(isErrorLine(line)).toBe(true)
})

test.each([
  '   Compiling error-chain v0.12.4',
  'errors: 0',
  'test result: ok. 3 passed; 0 failed',
  'warning: unused variable',
  'no error: here',
])('%s is none', line => {
  expect(isErrorLine(line)).toBe(false)
})

test('small letters find capitals, capitals only themselves', () => {
  expect(holds('wasm')('Compiling WASMtime')).toBe(true)
  expect(holds('Wasm')('Compiling WASMtime')).toBe(false)
})
