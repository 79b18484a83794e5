import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {editToml, type TomlChange} from '../../src/editors/edit-toml.ts'
import {readTomlData} from '../../src/editors/toml-tree.ts'

const features = ['features']

describe('an item added to an array', () => {
  test.each([
    ['to an empty one', 'features = []', 'features = ["std"]'],
    ['behind a comment in an empty one', 'features = [ # none\n]\n', 'features = ["std" # none\n]\n'],
    ['in one line', 'features = ["a", "b"] # both\n', 'features = ["a", "b", "std"] # both\n'],
    ['behind a trailing comma', 'features = ["a", ]', 'features = ["a", "std", ]'],
    ['in the quotes of the last one', "features = ['a']", "features = ['a', 'std']"],
    ['on a line of its own', 'features = [\n  "a", # one\n]\n', 'features = [\n  "a", # one\n  "std",\n]\n'],
    ['adding the comma that is missing', 'features = [\n\t"a" # one\n]', 'features = [\n\t"a", # one\n\t"std"\n]'],
    [
      'with the line breaks of the file',
      'features = [\r\n  "a",\r\n]\r\n',
      'features = [\r\n  "a",\r\n  "std",\r\n]\r\n',
    ],
    ['where several share a line', 'features = [\n  "a", "b",\n]', 'features = [\n  "a", "b", "std",\n]'],
    ['where the bracket closes the line', 'features = [\n  "a",\n  "b"]', 'features = [\n  "a",\n  "b", "std"]'],
  ])('%s', (_name, before, after) => {
    expect(edited(before, {do: 'add-item', at: features, item: 'std'})).toBe(after)
  })
})

describe('an item taken out of an array', () => {
  test.each([
    ['the only one', 'features = ["x"]', 'features = []'],
    ['the first', 'features = ["x", "a"]', 'features = ["a"]'],
    ['the last', 'features = ["a", "x"]', 'features = ["a"]', 1],
    ['the one between', 'features = ["a", "x", "b"]', 'features = ["a", "b"]', 1],
    ['with its line and its comment', 'features = [\n  "x", # old\n  "a",\n]', 'features = [\n  "a",\n]'],
    ['with the comment above that is about it', '[\n  # old\n  "x",\n\n  # new\n  "a",\n]', '[\n\n  # new\n  "a",\n]'],
    ['leaving a comment that is about more', '[\n  # both\n  "x",\n  "a",\n]', '[\n  # both\n  "a",\n]'],
    ['from a line with others', '[\n  "a", "x",\n  "b",\n]', '[\n  "a",\n  "b",\n]', 1],
  ])('%s', (_name, before, after, index = 0) => {
    const named = (text: string) => (text.startsWith('[') ? `features = ${text}` : text)
    expect(edited(named(before), {do: 'remove-item', at: [...features, String(index)]})).toBe(named(after))
  })

  test('a comment over a block goes with the last of the block', () => {
    const before = 'ignore = [\n  "a",\n  # wasmtime\n  # until the upgrade\n  "x",\n  "y",\n]\n'
    const change: TomlChange = {do: 'remove-item', at: ['ignore', '1']}

    expect(edited(before, change)).toContain('# until the upgrade')
    expect(edited(before, change, change)).toBe('ignore = [\n  "a",\n]\n')
  })
})

describe('a key added to a table', () => {
  const change: TomlChange = {do: 'add-key', at: ['dependencies', 'w'], key: 'features', value: '["std"]'}
  test.each([
    [
      'written inline',
      '[dependencies]\nw = { version = "1" } # x\n',
      'w = { version = "1", features = ["std"] } # x\n',
    ],
    ['that is empty', '[dependencies]\nw = {}\n', 'w = { features = ["std"] }\n'],
    [
      'with a header',
      '[dependencies.w]\r\nversion = "1" # x\r\n\r\n[a]\r\n',
      'version = "1" # x\r\nfeatures = ["std"]\r\n\r\n[a]',
    ],
    [
      'with a header and no line break at the end',
      '[dependencies.w]\nversion = "1"',
      'version = "1"\nfeatures = ["std"]',
    ],
    [
      'written with dots',
      '[dependencies]\n  w.version = "1"\nx = "1"\n',
      '  w.version = "1"\n  w.features = ["std"]\nx =',
    ],
  ])('%s', (_name, before, after) => {
    expect(edited(before, change)).toContain(after)
  })

  test('is refused where the table is none, or has the key', () => {
    for (const text of ['[dependencies]\nw = "1"\n', '[dependencies]\nx = "1"\n', '[dependencies.w]\nfeatures = []\n'])
      expect(editToml(text, [change]).kind).toBe('cannot')
  })
})

test('a key goes with its line and its comments, or with its place between others', () => {
  const change: TomlChange = {do: 'remove-key', at: ['cache', 'enabled']}

  expect(edited('[cache]\n# on\nenabled = true # yes\n\nsize = 1\n', change)).toBe('[cache]\n\nsize = 1\n')
  expect(edited('[cache]\nsize = 1\nenabled = true', change)).toBe('[cache]\nsize = 1')
  expect(edited('cache = { enabled = true, size = 1 }', change)).toBe('cache = { size = 1 }')
  expect(edited('cache = { size = 1, enabled = true }', change)).toBe('cache = { size = 1 }')
})

test('a key and its value give way to others, whatever stands before its last dot', () => {
  const change: TomlChange = {do: 'replace-key', at: ['d', 'w', 'version'], key: 'workspace', value: 'true'}

  expect(edited('[d]\nw.version = "1" # x\n', change)).toBe('[d]\nw.workspace = true # x\n')
  expect(edited('[d]\nw = { version = "1", optional = true }', change)).toBe(
    '[d]\nw = { workspace = true, optional = true }',
  )
})

test('broken TOML is refused with the parser’s word', () => {
  expect(editToml('a = [', [{do: 'add-item', at: ['a'], item: 'x'}])).toMatchObject({
    kind: 'cannot',
    why: expect.stringMatching(/^the file is not valid TOML: /),
  })
})

const blank = fc.constantFrom('', ' ', '\n', '\n  ', '\r\n\t', ' # note "x", ]\n  ')
const item = fc.constantFrom('"a"', "'b'", '"c-d"', '{ name = "x" }', '["deep"]')
const array = fc
  .tuple(fc.array(fc.tuple(blank, item, blank), {maxLength: 5}), fc.boolean(), blank)
  .map(([items, hasComma, end]) => {
    const written = items.map(([before, value, after]) => before + value + after).join(',')
    return `[${written}${hasComma && items.length > 0 ? ',' : ''}${end}]`
  })

test('whatever an array looks like, an item comes and goes and the rest stays', () => {
  fc.assert(
    fc.property(array, fc.nat(4), (written, index) => {
      const text = `# head\nfeatures = ${written} # tail\nother = 1`
      const before = items(text)

      const more = edited(text, {do: 'add-item', at: features, item: 'std'})
      expect(items(more)).toEqual([...before, 'std'])
      expect(more.startsWith('# head\n') && more.endsWith('# tail\nother = 1')).toBe(true)
      if (before[index] === undefined) return
      const fewer = edited(text, {do: 'remove-item', at: [...features, String(index)]})
      expect(items(fewer)).toEqual(before.toSpliced(index, 1))
      expect(fewer.startsWith('# head\n') && fewer.endsWith('# tail\nother = 1')).toBe(true)
    }),
  )
})

function items(text: string): readonly unknown[] {
  const {features: found} = readTomlData(text)
  return Array.isArray(found) ? found : []
}

function edited(text: string, ...changes: readonly TomlChange[]): string {
  const result = editToml(text, changes)
  if (result.kind === 'cannot') throw new Error(`${result.why}: ${JSON.stringify(result.change)} in ${text}`)
  return result.text
}
