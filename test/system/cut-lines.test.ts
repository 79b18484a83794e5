import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createLineCutter} from '../../src/system/cut-lines.ts'

const most = 20
const text = fc.string({unit: 'binary', maxLength: 12}).map(each => each.replaceAll(/[\n\0]/g, ' '))
const fitting = text.filter(each => Buffer.byteLength(each) <= most)

test('lines are what they were, however their bytes are broken into pieces', () => {
  fc.assert(
    fc.property(fc.array(fitting), fc.array(fc.nat(30)), (lines, sizes) => {
      const cut = createLineCutter(most)

      const found = pieces(Buffer.from(lines.map(line => `${line}\n`).join('')), sizes).map(cut)

      expect(found.flatMap(each => each.lines)).toEqual(lines)
      expect(found.filter(({broken}) => broken !== undefined)).toEqual([])
    }),
  )
})

test('bytes of any kind give text of bounded length, or one reason why they don’t', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({maxLength: 64})), blocks => {
      const cut = createLineCutter(most)
      for (const block of blocks) {
        const {lines, broken} = cut(Buffer.from(block))
        for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(most)
        for (const line of lines) expect(line).not.toContain('\0')
        if (broken !== undefined) return
      }
    }),
  )
})

test.each([
  ['a line that is too long', `${'x'.repeat(most + 1)}\n`, 'a line was too long'],
  ['a line that is too long and has no end', 'x'.repeat(most + 1), 'a line was too long'],
  ['a NUL', 'a\0b\n', 'a line was no text'],
  ['bytes that aren’t UTF-8', Buffer.from([0xff, 0x0a]), 'a line was no text'],
  ['half of a letter', Buffer.from([0xc3, 0x0a]), 'a line was no text'],
])('%s is refused, and what came before it is not', (_, bytes, broken) => {
  const cut = createLineCutter(most)

  expect(cut(Buffer.concat([Buffer.from('fine\n'), Buffer.from(bytes)]))).toEqual({lines: ['fine'], broken})
})

test('the longest line that may be is one', () => {
  expect(createLineCutter(most)(Buffer.from(`${'x'.repeat(most)}\n`))).toEqual({lines: ['x'.repeat(most)]})
})

function pieces(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const found: Buffer[] = []
  let start = 0
  for (const size of sizes) {
    found.push(bytes.subarray(start, start + size))
    start += size
  }
  return [...found, bytes.subarray(start)]
}
