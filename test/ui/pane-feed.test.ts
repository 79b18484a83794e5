import {expect, test} from 'vitest'
import type {LogChunk} from '../../src/domain/ports.ts'
import {cargoProgress} from '../../src/measure/cargo-progress.ts'
import {emptyTail} from '../../src/store/view.ts'
import {feedPane} from '../../src/ui/pane-feed.ts'

function chunk(lines: readonly string[], open = '', skippedLines = 0): LogChunk {
  return {source: 'err', lines, open, skippedLines}
}

test.each([
  ['    Building [=>                   ] 3/36: c00, c05(build)', {done: 3, total: 36, label: 'c00, c05(build)'}],
  ['    Building [                     ] 0/36', {done: 0, total: 36, label: ''}],
  ['    Building [====================>] 35/36: photondrift(bin)', {done: 35, total: 36, label: 'photondrift(bin)'}],
])('reads the bar %s', (line, expected) => {
  expect(cargoProgress(line)).toEqual(expected)
})

test.each(['   Compiling c00 v0.1.0', 'test result: ok. [1/2]', 'Building [x] 1/2', ''])('sees no bar in %j', line => {
  expect(cargoProgress(line)).toBeUndefined()
})

test('takes the newest bar out of the unfinished line', () => {
  const open = '    Building [=> ] 3/36: c00\r\x1b[K    Building [==> ] 7/36: c04\r'

  expect(feedPane(emptyTail, chunk([], open), false)).toEqual({
    lines: [],
    totalLines: 0,
    progress: {done: 7, total: 36, label: 'c04'},
  })
})

test('shows the status line that overwrote a bar, not the bar', () => {
  const lines = ['    Building [=> ] 3/36: c00\r\x1b[K   Compiling c01 v0.1.0', '    Building [=> ] 4/36: c01']

  expect(feedPane(emptyTail, chunk(lines), false)).toEqual({
    lines: ['   Compiling c01 v0.1.0'],
    totalLines: 1,
    progress: {done: 4, total: 36, label: 'c01'},
  })
})

test('shows what a diagnostic in JSON says and leaves artifacts out', () => {
  const rendered = '\x1b[31merror\x1b[0m: no method\n  --> src/lib.rs:1:1\n'
  const lines = [
    JSON.stringify({reason: 'compiler-artifact', target: {name: 'c00'}}),
    JSON.stringify({reason: 'compiler-message', message: {rendered}}),
    '{"reason": torn',
  ]

  expect(feedPane(emptyTail, chunk(lines), false).lines).toEqual([
    'error: no method',
    '  --> src/lib.rs:1:1',
    '{"reason": torn',
  ])
})

test('keeps two thousand lines and counts all', () => {
  const before = feedPane(
    emptyTail,
    chunk(
      Array.from({length: 1500}, (_, at) => `a${at}`),
      '',
      10_000,
    ),
    false,
  )

  const tail = feedPane(before, chunk(Array.from({length: 1500}, (_, at) => `b${at}`)), false)

  expect(tail.totalLines).toBe(13_000)
  expect(tail.lines).toHaveLength(2000)
  expect(tail.lines.at(-1)).toBe('b1499')
})
