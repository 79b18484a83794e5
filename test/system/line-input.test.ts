import {PassThrough} from 'node:stream'
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {createLineInput} from '../../src/system/line-input.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a pipe', () => {
  test('gives its lines one after the other, the last one also without its end, then nothing', async () => {
    const {stream, input} = open(false)
    stream.end('one\r\ntwo\n\nlast')

    expect([
      await input.next(),
      await input.next(),
      await input.next(),
      await input.next(),
      await input.next(),
    ]).toEqual(['one', 'two', '', 'last', undefined])
  })

  test('keeps what was written before it was asked, and lets no time pass', async () => {
    const {stream, input} = open(false)
    stream.write('early\n')
    await input.settle()

    expect(await input.next()).toBe('early')
  })

  test('takes a line in pieces, also where the pieces part a line end', async () => {
    const {stream, input} = open(false)
    const next = input.next()
    for (const piece of ['a', 'b\r', '\nc\n']) stream.write(piece)

    expect([await next, await input.next()]).toEqual(['ab', 'c'])
  })

  test('that never ends its line has ended', async () => {
    const {stream, input} = open(false)
    const next = input.next()
    stream.write('x'.repeat(100_000))

    expect([await next, await input.next()]).toEqual([undefined, undefined])
  })
})

describe('a terminal', () => {
  test('forgets what was typed before it is asked, and while it settles', async () => {
    const {stream, input} = open(true)
    stream.write('before\n')
    const settled = input.settle()
    await vi.advanceTimersByTimeAsync(100)
    stream.write('too soon\nhalf')
    await vi.advanceTimersByTimeAsync(200)
    await settled
    const next = input.next()
    stream.write('meant\n')

    expect(await next).toBe('meant')
  })

  test('one line answers one question: what was pasted behind it is forgotten', async () => {
    const {stream, input} = open(true)
    const first = input.next()
    stream.write('1\n2\n3\n')
    expect(await first).toBe('1')
    const second = input.next()
    stream.write('4\n')

    expect(await second).toBe('4')
  })

  test('that is gone has ended, and a second complaint harms nobody', async () => {
    const {stream, input} = open(true)
    const next = input.next()
    stream.emit('error', new Error('EIO'))
    stream.emit('error', new Error('EIO'))

    expect([await next, await input.next()]).toEqual([undefined, undefined])
  })
})

test.each([true, false])(
  'whoever waits is let go when it is closed, or asked anew (terminal: %s)',
  async isTerminal => {
    const {input} = open(isTerminal)
    const first = input.next()
    const second = input.next()
    input.close()

    expect([await first, await second, await input.next()]).toEqual([undefined, undefined, undefined])
  },
)

function open(isTerminal: boolean) {
  const stream = new PassThrough()
  return {stream, input: createLineInput({stream, isTerminal})}
}
