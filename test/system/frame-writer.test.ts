import headless from '@xterm/headless'
import fc from 'fast-check'
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

test('writes only the columns that differ, each stretch at its address', () => {
  const {writer, written} = open({columns: 40})
  writer.draw('a\n0:12  Compiling serde  pid 41\nc')

  writer.draw('a\n0:13  Compiling serde  pid 42\nc')

  expect(written.at(-1)).toBe(update('\x1b[2;4H3\x1b[2;29H2'))
})

test('writes a colour where it changed, and ends it', () => {
  const {writer, written} = open({columns: 40})
  writer.draw('\x1b[1m\x1b[32mready\x1b[39m\x1b[22m now')

  writer.draw('\x1b[1m\x1b[31mready\x1b[39m\x1b[22m now')

  expect(written.at(-1)).toBe(update('\x1b[1;1H\x1b[0;1;31mready\x1b[0m'))
})

test('erases what a shorter row leaves', () => {
  const {writer, written} = open({columns: 40})
  writer.draw('Compiling serde')

  writer.draw('Compiling')

  expect(written.at(-1)).toBe(update('\x1b[1;10H\x1b[K'))
})

test('writes a row whole where a character may take two columns', () => {
  const {writer, written} = open({columns: 40})
  writer.draw('写 1')

  writer.draw('写 2')

  expect(written.at(-1)).toBe(update(row(1, '写 2')))
})

const part = fc.tuple(
  fc.constantFrom('', '1', '2', '31', '92', '7', '1;36', '38;5;17', '48;2;1;2;3', '0', '22', '39', '49'),
  fc.constantFrom('a', 'b', ' ', '   ', '─', '✓', '写', 'word', 'e\u0301'),
)
const row20 = fc.array(part, {maxLength: 7}).map(parts => {
  const text = parts.map(([style, word]) => (style === '' ? word : `\x1b[${style}m${word}`)).join('')
  return parts.length === 0 ? '' : `${text}\x1b[0m`
})
const frames = fc.array(fc.array(row20, {maxLength: 3}), {minLength: 1, maxLength: 5})

test('the screen is what the latest frame says, whatever was on it before', async () => {
  await fc.assert(
    fc.asyncProperty(frames, async drawn => {
      const [step, whole] = [open({columns: 40}), open({columns: 40})]
      for (const frame of drawn) step.writer.draw(frame.join('\n'))
      whole.writer.draw(drawn.at(-1)?.join('\n') ?? '')
      expect(await onScreen(step.written.join(''))).toEqual(await onScreen(whole.written.join('')))
    }),
  )
})

/** Every cell of a terminal that was sent the text: its characters, and its colours unless it is blank. */
async function onScreen(text: string): Promise<readonly string[]> {
  const terminal = new headless.Terminal({cols: 40, rows: 3, allowProposedApi: true})
  await new Promise<void>(resolve => terminal.write(text, resolve))
  const cells = Array.from({length: 3 * 40}, (_, at) => {
    const cell = terminal.buffer.active.getLine(Math.floor(at / 40))?.getCell(at % 40)
    const style = [cell?.getFgColor(), cell?.getBgColor(), cell?.isBold(), cell?.isDim(), cell?.isInverse()]
    return `${cell?.getChars() || ' '} ${style.join(',')}`
  })
  terminal.dispose()
  return cells
}

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

  expect(written).toEqual([update(row(1, 'a') + row(2, 'b')), update('\x1b[2;1H\x1b[K')])
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

  expect(written).toEqual([update(row(1, '1')), update('\x1b[1;1H3')])
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
