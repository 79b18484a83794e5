import {readFileSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {applyEdits} from '../../src/domain/edit.ts'
import type {PlaceKind} from '../../src/domain/finding.ts'
import {replaceValues, type ValueChange} from '../../src/editors/replace-values.ts'

const files: readonly (readonly [PlaceKind, string])[] = [
  ['manifest', 'toml/aligned-columns.toml'],
  ['workflow', 'yaml/loose-workflow.yml'],
  ['dockerfile', 'dockerfile/two-stages.dockerfile'],
  ['devcontainer', 'json/devcontainer.json'],
  ['makefile', 'lines/Makefile'],
]

describe.each(files)('a %s', (place, name) => {
  const original = readFileSync(new URL(`../../fixtures/editors/${name}`, import.meta.url), 'utf8')

  test('changes nothing outside the spans, whatever the line ends, and nothing the second time', () => {
    fc.assert(
      fc.property(variants(original), fc.constantFrom('1.86', '1.90', '1.90.0', '1.100'), (text, to) => {
        const changes = occurrences(text, /(?<![\d.])1\.75(?:\.0)?(?![\d.])/g, to)

        const plan = replaceValues(place, text, changes)

        expect(plan.kind).toBe('edits')
        if (plan.kind !== 'edits') return
        const edited = applyEdits(text, plan.edits)
        expect(without(edited, to)).toBe(without(text, '1.75.0', '1.75'))
        const again = occurrences(edited, new RegExp(`(?<![\\d.])${to.replaceAll('.', '\\.')}(?![\\d.])`, 'g'), to)
        expect(again).toHaveLength(changes.length)
        expect(replaceValues(place, edited, again)).toEqual({kind: 'nothing'})
      }),
      {numRuns: 60},
    )
  })

  test('does nothing when every value is there already', () => {
    const changes = occurrences(original, /1\.75/g, '1.75')

    expect(replaceValues(place, original, changes)).toEqual({kind: 'nothing'})
  })

  test('refuses a span where the text is another by now', () => {
    const [first] = occurrences(original, /1\.75/g, '1.86')
    if (first === undefined) throw new Error('the fixture states no version')

    const plan = replaceValues(place, `\n${original}`, [first])

    expect(plan).toMatchObject({kind: 'cannot', why: expect.stringContaining('the file changed')})
  })
})

test('keeps the trailing comment and the spacing of a requirement', () => {
  expect(replaced('manifest', '[dependencies]\nwasmtime = "36"   # pinned, see #12', '36', '37')).toBe(
    '[dependencies]\nwasmtime = "37"   # pinned, see #12',
  )
})

test('edits a span inside a longer string', () => {
  expect(replaced('manifest', '[dependencies]\nwasmtime = ">=24, <26"\n', '<26', '<38')).toBe(
    '[dependencies]\nwasmtime = ">=24, <38"\n',
  )
})

test('refuses a value that ends its string', () => {
  const text = '[package]\nrust-version = "1.75"\n'

  expect(replaceValues('manifest', text, occurrences(text, /1\.75/g, '1"86'))).toMatchObject({kind: 'cannot'})
})

test('refuses a file that does not parse', () => {
  const text = '[package\nrust-version = "1.75"\n'

  expect(replaceValues('manifest', text, occurrences(text, /1\.75/g, '1.86'))).toMatchObject({
    kind: 'cannot',
    why: expect.stringContaining('not valid TOML'),
  })
})

test('refuses two changes of the same place', () => {
  const text = 'RUST_VERSION ?= 1.75\n'
  const [change] = occurrences(text, /1\.75/g, '1.86')
  if (change === undefined) throw new Error('no change')

  expect(replaceValues('makefile', text, [change, change])).toMatchObject({kind: 'cannot'})
})

test('leaves lockfiles to cargo', () => {
  const text = '[[package]]\nname = "wasmtime"\nversion = "25.0.0"\n'

  expect(replaceValues('lockfile', text, occurrences(text, /25\.0\.0/g, '36.0.0'))).toMatchObject({kind: 'cannot'})
})

describe('YAML numbers', () => {
  test('quotes a plain number that would be read as another one', () => {
    expect(replaced('workflow', 'env:\n  RUST_VERSION: 1.75 # old\n', '1.75', '1.90')).toBe(
      'env:\n  RUST_VERSION: "1.90" # old\n',
    )
  })

  test('quotes items of a list too', () => {
    expect(replaced('workflow', 'rust: [1.75, stable]\n', '1.75', '1.90')).toBe('rust: ["1.90", stable]\n')
  })

  test('leaves a number plain that reads as it is written', () => {
    expect(replaced('workflow', 'toolchain: 1.75\n', '1.75', '1.86')).toBe('toolchain: 1.86\n')
  })

  test('quotes text that would become a number', () => {
    expect(replaced('workflow', 'toolchain: 1.75.0\n', '1.75.0', '1.86')).toBe('toolchain: "1.86"\n')
  })

  test('repairs a number that lost its zero before', () => {
    expect(replaced('workflow', 'toolchain: 1.70\n', '1.70', '1.86')).toBe('toolchain: 1.86\n')
  })

  test('keeps an existing pair of quotes', () => {
    expect(replaced('workflow', "toolchain: '1.75'\n", '1.75', '1.90')).toBe("toolchain: '1.90'\n")
  })

  test('keeps strings of a JSON matrix in a shell line', () => {
    const text = `run: |\n  MATRIX='{"rust": ["1.75.0"]}'\n`

    expect(replaced('workflow', text, '1.75.0', '1.90.0')).toBe(`run: |\n  MATRIX='{"rust": ["1.90.0"]}'\n`)
  })

  test('refuses to write a lossy number into JSON inside a string', () => {
    const text = `run: |\n  MATRIX='{"rust": [1.75]}'\n`

    expect(replaceValues('workflow', text, occurrences(text, /1\.75/g, '1.90'))).toEqual({
      kind: 'cannot',
      why: 'JSON would read the number 1.90 as 1.9: put it in quotes first',
    })
  })
})

describe('image tags', () => {
  const digest = `@sha256:${'a'.repeat(64)}`

  test('drops the digest that names the old image, and says so', () => {
    const text = `FROM rust:1.75-slim${digest} AS builder\n`
    const plan = replaceValues('dockerfile', text, occurrences(text, /1\.75/g, '1.86'))

    if (plan.kind !== 'edits') throw new Error(plan.kind)
    expect(applyEdits(text, plan.edits)).toBe('FROM rust:1.86-slim AS builder\n')
    expect(plan.notes).toEqual([
      'The digest of rust:1.75-slim is dropped: it names the old image. Pin the new one if you want it pinned.',
    ])
  })

  test('keeps the digests of other images', () => {
    const text = `FROM debian:12${digest}\nFROM rust:1.75\n`

    expect(replaced('dockerfile', text, '1.75', '1.86')).toBe(`FROM debian:12${digest}\nFROM rust:1.86\n`)
  })

  test('warns of a distribution release that may not exist beside the new Rust', () => {
    const text = 'FROM rust:1.75-alpine3.18\n'
    const plan = replaceValues('dockerfile', text, occurrences(text, /1\.75/g, '1.86'))

    expect(plan).toMatchObject({notes: ['Check that rust:1.86-alpine3.18 exists.']})
  })
})

test('renames a target that is a key of the cargo config', () => {
  const text = '[target.wasm32-wasi]\nrunner = "wasmtime"\n'

  expect(replaced('cargo-config', text, 'wasm32-wasi', 'wasm32-wasip1')).toBe(
    '[target.wasm32-wasip1]\nrunner = "wasmtime"\n',
  )
})

test('reads the older toolchain file that holds nothing but a name', () => {
  expect(replaced('toolchain-file', '1.75.0\n', '1.75.0', '1.86.0')).toBe('1.86.0\n')
})

/** The file as it is, with Windows line ends, a byte order mark, without its last line break. */
function variants(text: string): fc.Arbitrary<string> {
  return fc
    .record({hasCrlf: fc.boolean(), hasBom: fc.boolean(), isCut: fc.boolean()})
    .map(({hasCrlf, hasBom, isCut}) => {
      const lines = hasCrlf ? text.replaceAll('\n', '\r\n') : text
      return (hasBom ? '\uFEFF' : '') + (isCut ? lines.trimEnd() : lines)
    })
}

/** The text without the versions, the quotes around numbers, and a digest: what no edit may touch. */
function without(text: string, ...values: readonly string[]): string {
  return values
    .reduce((rest, value) => rest.replaceAll(`"${value}"`, value).replaceAll(value, ''), text)
    .replace(/@sha256:[0-9a-f]{64}/, '')
}

function occurrences(text: string, pattern: RegExp, to: string): readonly ValueChange[] {
  return [...text.matchAll(pattern)].map(({0: from, index}) => ({
    span: {start: index, end: index + from.length},
    from,
    to,
  }))
}

function replaced(place: PlaceKind, text: string, from: string, to: string): string {
  const start = text.indexOf(from)
  const plan = replaceValues(place, text, [{span: {start, end: start + from.length}, from, to}])
  if (plan.kind !== 'edits') throw new Error(JSON.stringify(plan))
  return applyEdits(text, plan.edits)
}
