import {describe, expect, test} from 'vitest'
import {readNumber} from '../../src/measure/read-number.ts'

const pattern = (text: string) => ({pattern: text, unit: 'ms', better: 'lower'}) as const
const json = (path: string) => ({json: path, unit: 'ms', better: 'lower'}) as const

describe('a number by its pattern', () => {
  const printed = {out: 'cold start: 12.5 ms\nwarm: 3 ms\ncold start: 1,234.5 ms\n', err: 'peak: 1.5e3 KiB\r\n'}

  test.each([
    ['stands in the last line that matches', 'cold start: ([0-9.,]+) ms', 1234.5],
    ['may stand in stderr', 'peak: (\\S+) KiB', 1500],
    ['may have a sign', 'warm:( 3) ms', 3],
  ])('%s', (_, text, value) => {
    expect(readNumber(printed, pattern(text))).toBe(value)
  })

  test('is found beneath colours', () => {
    expect(readNumber({out: '\x1b[1mtime:\x1b[0m \x1b[32m7\x1b[0m ms', err: ''}, pattern('time: (\\d+) ms'))).toBe(7)
  })

  test('that isn’t there is told, never zero', () => {
    expect(readNumber(printed, pattern('hot start: (.*) ms'))).toEqual({
      problem: 'no line matches hot start: (.*) ms',
    })
    expect(readNumber(printed, pattern('(cold) start'))).toEqual({problem: '“cold” is no number'})
    expect(readNumber(printed, pattern('warm: 3(.*?)ms'))).toEqual({problem: '“ ” is no number'})
  })

  test('is read in moderate time, whatever is printed and however it is asked for', () => {
    const begun = performance.now()
    const hostile = '(?:a?a?a?a?a?){15}(b)'
    expect(
      readNumber({out: 'a'.repeat(5_000_000), err: `${'a'.repeat(3999)}\n`.repeat(500)}, pattern(hostile)),
    ).toHaveProperty('problem')
    expect(performance.now() - begun).toBeLessThan(8000)
  })
})

describe('a number in JSON', () => {
  test.each([
    ['in the whole of what is printed', '{"results": [\n{"mean": 0.25}\n]}', 'results.0.mean', 0.25],
    ['in the last line that is JSON', 'Compiling\n{"mean": 1}\n{"mean": 2}\ndone', 'mean', 2],
    ['as a text', '{"mean": "2.5"}', 'mean', 2.5],
  ])('%s', (_, out, path, value) => {
    expect(readNumber({out, err: ''}, json(path))).toBe(value)
  })

  test.each([
    ['no JSON', 'mean: 2', 'mean', 'it prints no JSON'],
    ['no such key', '{"a": {}}', 'a.mean', 'its JSON has no a.mean'],
    ['a key of every object', '{}', 'constructor.length', 'its JSON has no constructor.length'],
    ['something else', '{"mean": []}', 'mean', 'mean is no number'],
    ['no number', '{"mean": "fast"}', 'mean', '“fast” is no number'],
  ])('%s is told', (_, out, path, problem) => {
    expect(readNumber({out, err: ''}, json(path))).toEqual({problem})
  })
})
