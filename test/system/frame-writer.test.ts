import {expect, test} from 'vitest'
import {createFrameWriter} from '../../src/system/frame-writer.ts'

function open({columns = 10, rows = 3} = {}) {
  const written: string[] = []
  const drains: (() => void)[] = []
  const sink = {
    columns,
    rows,
    writableNeedDrain: false,
    write(text: string) {
      written.push(text)
      return !sink.writableNeedDrain
    },
    once: (_: 'drain', listener: () => void) => drains.push(listener),
  }
  const writer = createFrameWriter(sink)
  writer.start()
  return {sink, writer, written, drain: () => drains.splice(0).map(listener => listener())}
}

const update = (text: string) => `\x1b[?2026h${text}\x1b[?2026l`
const row = (at: number, text: string) => `\x1b[${at};1H${text}\x1b[0m\x1b[K`

test('writes only the rows that differ', () => {
  const {writer, written} = open()
  writer.draw('a\nb\nc')

  writer.draw('a\nB\nc')

  expect(written).toEqual([update(row(1, 'a') + row(2, 'b') + row(3, 'c')), update(row(2, 'B'))])
})

test('writes nothing when nothing differs', () => {
  const {writer, written} = open()
  writer.draw('a')

  writer.draw('a')

  expect(written).toHaveLength(1)
})

test('does not erase behind a row that fills the line', () => {
  const {writer, written} = open({columns: 4, rows: 2})

  writer.draw('写写\n\x1b[1mab\x1b[22m')

  expect(written).toEqual([update(`\x1b[1;1H写写\x1b[0m${row(2, '\x1b[1mab\x1b[22m')}`)])
})

test('empties rows a shorter frame leaves, and leaves out rows the screen has not', () => {
  const {writer, written} = open({rows: 2})
  writer.draw('a\nb\nc')

  writer.draw('a')

  expect(written).toEqual([update(row(1, 'a') + row(2, 'b')), update(row(2, ''))])
})

test('writes every row again when asked', () => {
  const {writer, written} = open({rows: 1})
  writer.draw('a')

  writer.repaint()

  expect(written).toEqual([update(row(1, 'a')), update(row(1, 'a'))])
})

test('drops frames while the terminal takes none, then shows the newest', () => {
  const {sink, writer, written, drain} = open({rows: 1})
  sink.writableNeedDrain = true
  writer.draw('1')
  writer.draw('2')
  writer.draw('3')
  expect(written).toEqual([update(row(1, '1'))])

  sink.writableNeedDrain = false
  drain()

  expect(written).toEqual([update(row(1, '1')), update(row(1, '3'))])
})

test('remembers frames while it is stopped and paints the newest when it starts', () => {
  const {writer, written} = open({rows: 1})
  writer.draw('a')
  writer.stop()
  writer.draw('b')
  expect(written).toHaveLength(1)

  writer.start()

  expect(written.at(-1)).toBe(update(row(1, 'b')))
})
