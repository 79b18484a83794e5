import fc from 'fast-check'
import {expect, test} from 'vitest'
import {diagnose} from '../../src/diagnose/diagnose.ts'
import {proposeSuggestions} from '../../src/diagnose/propose-suggestions.ts'
import {suggestedEdits} from '../../src/diagnose/suggested-edits.ts'
import type {ErrorGroup} from '../../src/domain/diagnosis.ts'
import {readCompilerErrors} from '../../src/measure/compiler-errors.ts'
import {errorLine} from '../support/compiler-messages.ts'

const root = '/repo'
const path = 'src/lib.rs'
const bytesOf = (text: string) => new TextEncoder().encode(text)

type Wish = {readonly at: string; readonly suggests: string | Readonly<Record<string, string>>}

/** The one group of errors whose suggestions the compiler is sure of, made from this source. */
function groupOf(source: string, wishes: readonly Wish[]): ErrorGroup {
  const lines = wishes.map(wish => errorLine(root, {path, source, code: 'E0308', message: 'mismatched types', ...wish}))
  const errors = readCompilerErrors(lines.join('\n'), {root, workspace: root})
  const knowledge = {changes: [], uses: []}
  const file = () => bytesOf(source)
  const [group] = diagnose({errors, targets: [], mends: 0, before: undefined, knowledge, file}).groups
  if (group === undefined) throw new Error('no group')
  return group
}

const mended = (source: string, group: ErrorGroup) =>
  proposeSuggestions(group, new Map([[path, source]]))?.writes.map(({after}) => after)

test('what the compiler suggests is written at its very bytes, whatever stands before it', () => {
  const source = '\uFEFF// ää 🦀\r\nfn a() {\r\n\tlet ü = old(1); // old stays\r\n}'

  const [text] = mended(source, groupOf(source, [{at: 'old', suggests: 'crate::\nnew'}])) ?? []

  expect(text).toBe('\uFEFF// ää 🦀\r\nfn a() {\r\n\tlet ü = crate::\r\nnew(1); // old stays\r\n}')
})

test('on the first line, after a byte order mark, and at the very end', () => {
  for (const source of ['\uFEFFold', 'old', '\nold', 'a\nold'])
    expect(mended(source, groupOf(source, [{at: 'old', suggests: 'new'}])), JSON.stringify(source)).toEqual([
      source.replace('old', 'new'),
    ])
})

test('several suggestions of a group are one proposal', () => {
  const source = 'a(1);\nb(2);\nc(3);\n'
  const group = groupOf(source, [
    {at: 'a', suggests: {'a(': 'x(', '1': '9'}},
    {at: 'c', suggests: 'z'},
  ])

  expect(proposeSuggestions(group, new Map([[path, source]]))).toEqual({
    id: 'E0308: mismatched types',
    title: 'mismatched types: what the compiler suggests, in 2 places',
    why: 'mismatched types. try this',
    writes: [{path, before: source, after: 'x(9);\nb(2);\nz(3);\n'}],
    isSafe: true,
  })
})

test('what the compiler suggests where wasmtime changed is for people to take: it only makes the types fit', () => {
  const source = 'a(1);\n'
  const group = {...groupOf(source, [{at: 'a', suggests: 'x'}]), change: 'wasiview-ctx-returns-wasictxview'}

  expect(proposeSuggestions(group, new Map([[path, source]]))).toMatchObject({isSafe: false, change: group.change})
})

test('of suggestions that meet at one place the first is taken, and each as a whole or not at all', () => {
  const source = 'a(1);\nb(2);\n'
  const group = groupOf(source, [
    {at: 'a(', suggests: 'x('},
    {at: 'b', suggests: {'1': '9', 'a(1': 'y(1'}},
    {at: '2', suggests: '3'},
  ])

  expect(mended(source, group)).toEqual(['x(1);\nb(3);\n'])
})

test('nothing is proposed where the code is no longer what the compiler read', () => {
  const source = 'fn f() {\n    old(1);\n}\n'
  const group = groupOf(source, [{at: 'old', suggests: 'new'}])
  const changed = [
    '',
    'fn f() {\n    old(2);\n}\n',
    'fn g() {}\n fn f() {\n    old(1);\n}\n',
    'fn f() {\n  old(1);\n}\n',
  ]

  for (const text of changed) expect(mended(text, group), text).toBeUndefined()
  expect(proposeSuggestions(group, new Map())).toBeUndefined()
  expect(mended(source, group)).toHaveLength(1)
})

test('an insertion fits only the line it was made for', () => {
  const source = 'one()\ntwo()\n'
  const [error] = readCompilerErrors(
    errorLine(root, {path, source, at: 'two', message: 'expected `;`', suggests: {'': ''}}),
    {root, workspace: root},
  )
  const inserted = error?.suggestions[0]?.map(span => ({...span, replacement: ';'})) ?? []
  if (error === undefined) throw new Error('no error')

  expect(suggestedEdits({...error, suggestions: [inserted]}, () => bytesOf(source))).toMatchObject([
    {start: 0, end: 0, was: '', line: 'one()', text: ';'},
  ])
  expect(suggestedEdits({...error, suggestions: [inserted]}, () => bytesOf('two()\n'))).toBeUndefined()
})

test('spans that fit no text are left out', () => {
  const source = 'ä old\n'
  const line = errorLine(root, {path, source, at: 'old', message: 'm', suggests: 'new'})
  const [error] = readCompilerErrors(line, {root, workspace: root})
  const [span] = error?.suggestions[0] ?? []
  if (error === undefined || span === undefined) throw new Error('no suggestion')

  for (const change of [{start: 1}, {start: 0, end: 1}, {end: 99}, {text: 'old'}])
    expect(suggestedEdits({...error, suggestions: [[{...span, ...change}]]}, () => bytesOf(source))).toBeUndefined()
  expect(suggestedEdits(error, () => new Uint8Array([0xff, ...bytesOf(source)]))).toBeUndefined()
  expect(suggestedEdits(error, () => undefined)).toBeUndefined()
})

test('whatever is suggested, all bytes outside of it stay, and nothing is proposed twice', () => {
  const words = fc.uniqueArray(fc.stringMatching(/^[a-zäß🦀]{1,4}$/u), {minLength: 1, maxLength: 8})
  const ends = fc.constantFrom('\n', '\r\n')
  fc.assert(
    fc.property(words, ends, fc.nat(), (names, end, seed) => {
      const tokens = names.map((name, index) => `<${index}:${name}>`)
      const source = tokens.map(token => `let ${token} = 1;`).join(end)
      const chosen = tokens.filter((_, index) => (seed >> index) % 2 === 0)
      if (chosen.length === 0) return
      const group = groupOf(
        source,
        chosen.map(token => ({at: token, suggests: 'mended'})),
      )

      const [after] = mended(source, group) ?? []

      expect(after).toBe(chosen.reduce((text, token) => text.replace(token, 'mended'), source))
      expect(mended(after ?? '', group)).toBeUndefined()
    }),
  )
})
