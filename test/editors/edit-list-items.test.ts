import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import {applyEdits} from '../../src/domain/edit.ts'
import type {PlaceKind} from '../../src/domain/finding.ts'
import {editListItems, type ItemChange} from '../../src/editors/edit-list-items.ts'

describe('taking an item out', () => {
  test.each([
    ['in a line', 'rust: [1.75, 1.80, stable]\n', 'rust: [1.75, stable]\n'],
    ['the last one of a line', 'rust: [1.75, 1.80] # both\n', 'rust: [1.75] # both\n'],
    ['the first one of a line', 'rust: [ 1.80, stable ]\n', 'rust: [ stable ]\n'],
    ['in rows', 'rust:\n  - 1.75 # old\n  - "1.80" # goes\n  - stable\n', 'rust:\n  - 1.75 # old\n  - stable\n'],
    ['the last row of a file', 'rust:\r\n  - 1.75\r\n  - 1.80', 'rust:\r\n  - 1.75'],
    ['in a line that is broken', 'rust: [\n  1.75,\n  1.80, # goes\n  stable\n]\n', 'rust: [\n  1.75,\n  stable\n]\n'],
  ])('%s', (_, before, after) => {
    expect(edited('workflow', before, [remove(before, '1.80')])).toBe(after)
  })

  test('in JSON inside a shell string, with quotes that are escaped', () => {
    const before = `${String.raw`run: echo "m={\"rust\":[\"1.75\",\"1.80\",\"stable\"]}" >> out`}\n`

    expect(edited('workflow', before, [remove(before, '1.80')])).toBe(before.replace(String.raw`,\"1.80\"`, ''))
  })

  test('several at once, the first ones too', () => {
    const before = 'rust: [1.70, 1.75, 1.86, stable, 1.60]\n'

    expect(
      edited(
        'workflow',
        before,
        ['1.70', '1.75', '1.60'].map(value => remove(before, value)),
      ),
    ).toBe('rust: [1.86, stable]\n')
  })

  test.each([
    ['nothing would be left', 'rust: [1.80]\n'],
    ['an anchor hangs on it', 'rust: [1.75, &old 1.80, stable]\nother: *old\n'],
    ['it is no list', 'rust: 1.80\n'],
    ['its neighbour is no plain value', 'rust: [{os: linux}, 1.80]\n'],
    ['it is a word of a command', 'run:\n  - cargo +1.80 test\n  - true\n'],
    ['the file is broken', 'rust: [1.75, 1.80\n'],
  ])('is refused when %s', (_, text) => {
    expect(editListItems('workflow', text, [remove(text, '1.80')]).kind).toBe('cannot')
  })
})

describe('putting an item in', () => {
  test.each([
    ['in a line', 'rust: [1.75, stable]\n', 'rust: [1.75, 1.86, stable]\n'],
    ['alone in its line', 'rust: [ "1.75" ]\n', 'rust: [ "1.75", "1.86" ]\n'],
    ['in rows', "rust:\n  - '1.75' # old\n  - stable\n", "rust:\n  - '1.75' # old\n  - '1.86'\n  - stable\n"],
    ['as the last row of a file', 'rust:\r\n- 1.75', 'rust:\r\n- 1.75\r\n- 1.86'],
    [
      'in a line that is broken',
      'rust: [\n  1.75, # old\n  stable\n]\n',
      'rust: [\n  1.75, # old\n  1.86,\n  stable\n]\n',
    ],
    ['behind the last without a comma', 'rust: [\n  1.75 # old\n]\n', 'rust: [\n  1.75, # old\n  1.86\n]\n'],
  ])('%s', (_, before, after) => {
    expect(edited('workflow', before, [insert(before, '1.75', '1.86')])).toBe(after)
  })

  test('in JSON inside a string of a script', () => {
    const before = `MATRIX='{"os":["linux"],"rust":["1.75"]}'\n`

    expect(edited('script', before, [insert(before, '1.75', '1.86')])).toBe(
      `MATRIX='{"os":["linux"],"rust":["1.75", "1.86"]}'\n`,
    )
  })

  test('a number that YAML would shorten gets quotes, and is refused where quotes would end a string', () => {
    const plain = 'rust: [1.75]\n'
    const bare = 'run: echo \'{"rust":[1.75]}\'\n'

    expect(edited('workflow', plain, [insert(plain, '1.75', '1.90')])).toBe('rust: [1.75, "1.90"]\n')
    expect(editListItems('workflow', bare, [insert(bare, '1.75', '1.90')]).kind).toBe('cannot')
  })
})

test('what is put in can be taken out again, byte for byte, and nothing else ever changes', () => {
  fc.assert(
    fc.property(generatedList(), fc.nat(), (text, seed) => {
      const items = [...text.matchAll(/(?<=["' -[])1\.\d+(?:\.0)?/g)]
      const at = items[seed % items.length]?.[0] ?? ''
      const inserted = edited('workflow', text, [insert(text, at, '1.99.0')])

      expect(listIn(inserted)).toEqual(listIn(text).flatMap(item => (item === at ? [item, '1.99.0'] : [item])))
      expect(edited('workflow', inserted, [remove(inserted, '1.99.0')])).toBe(text)
    }),
    {numRuns: 200},
  )
})

/** A list of different versions, in a line or in rows, with any quotes, comments and line ends. */
function generatedList(): fc.Arbitrary<string> {
  const minors = fc.uniqueArray(fc.integer({min: 11, max: 89}), {minLength: 1, maxLength: 5})
  const quote = fc.constantFrom('', '"', "'")
  const shape = fc.record({
    isFlow: fc.boolean(),
    indent: fc.constantFrom('', '  ', '    '),
    comment: fc.constantFrom('', ' # why'),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    end: fc.constantFrom('', 'x'),
    bom: fc.constantFrom('', '\uFEFF'),
  })
  return fc.tuple(minors, quote, shape).map(([numbers, q, {isFlow, indent, comment, lineBreak, end, bom}]) => {
    const items = numbers.map(minor => `${q}1.${minor}.0${q}`)
    const list = isFlow
      ? `rust: [${items.join(', ')}]${comment}`
      : ['rust:', ...items.map(item => `${indent}- ${item}${comment}`)].join(lineBreak)
    return `${bom}a: 1${lineBreak}${list}${end === '' ? '' : `${lineBreak}b: two`}`
  })
}

function listIn(text: string): readonly unknown[] {
  return parse(text.replace('\uFEFF', '')).rust
}

function edited(place: PlaceKind, text: string, changes: readonly ItemChange[]): string {
  const plan = editListItems(place, text, changes)
  if (plan.kind !== 'edits') throw new Error(JSON.stringify(plan))
  return applyEdits(text, plan.edits)
}

function remove(text: string, value: string): ItemChange {
  return {kind: 'remove', item: spanOf(text, value)}
}

function insert(text: string, neighbour: string, value: string): ItemChange {
  return {kind: 'insert', behind: spanOf(text, neighbour), value}
}

function spanOf(text: string, value: string) {
  const start = text.indexOf(value)
  return {start, end: start + value.length}
}
