import {expect, test} from 'vitest'
import {loadBreakingChanges} from '../../src/catalog/breaking-changes.ts'
import {describeCause, groupErrors} from '../../src/diagnose/group-errors.ts'
import type {Finding} from '../../src/domain/finding.ts'
import type {CompilerError} from '../../src/measure/compiler-errors.ts'

const changes = await loadBreakingChanges()
const place = {path: 'src/lib.rs', line: 7, lastLine: 7, column: 5, start: 0, end: 1, text: 'x'}

function anError(code: string | undefined, message: string, line = 7): CompilerError {
  const at = {...place, line, lastLine: line}
  return {code, message, rendered: message, remarks: [], target: 'host/lib', place: at, suggestions: []}
}

function use(change: string, line: number): Finding {
  return {
    kind: 'api-use',
    place: 'rust-source',
    path: 'src/lib.rs',
    line,
    column: 1,
    span: {start: 0, end: 1},
    text: '',
    value: 'x',
    change,
    live: true,
    why: '',
  }
}

const causes = (errors: readonly CompilerError[], uses: readonly Finding[] = []) =>
  groupErrors(errors, {changes, uses}).map(({id, errors: all}) => [id, all.length])

test('an error is caused by the change that its own line is known to meet', () => {
  const error = anError('E0432', 'unresolved import `wasmtime_wasi::WasiCtxBuilder`')

  expect(causes([error], [use('wasi-root-to-p2', 7), use('wasi-preview1-root-shim', 8)])).toEqual([
    ['wasi-root-to-p2', 1],
  ])
})

test('a line that meets a change can have errors of its own', () => {
  const typo = anError('E0425', 'cannot find value `lenght` in this scope')

  expect(causes([typo], [use('wasi-root-to-p2', 7)])).toEqual([['E0425: cannot find value `lenght` in this scope', 1]])
})

test('an error of a macro is put down to the change on its line', () => {
  const error = anError(undefined, 'unexpected token, expected one of: …')

  expect(causes([error], [use('bindgen-async-option', 7)])).toEqual([['bindgen-async-option', 1]])
})

test('an error about a member of an impl is put down to the change that its head meets', () => {
  const member = anError('E0407', 'method `table` is not a member of trait `WasiView`', 9)
  const type = anError('E0053', 'method `ctx` has an incompatible type for trait', 13)
  const head = use('wasiview-ctx-returns-wasictxview', 7)

  expect(causes([member, type], [head, use('wasi-root-to-p2', 8)])).toEqual([['wasiview-ctx-returns-wasictxview', 2]])
  expect(causes([type], [use('wasiview-ctx-returns-wasictxview', 20)])).toEqual([[`E0053: ${type.message}`, 1]])
  expect(causes([type], [use('wasi-root-to-p2', 7)])).toEqual([[`E0053: ${type.message}`, 1]])
})

test('without a known place, the name that the compiler misses tells the change, if it foresees the error', () => {
  const heapType = 'no variant or associated item named `Concrete` found for enum `HeapType`'
  const method = 'no method named `unwrap_concrete` found for enum `HeapType` in the current scope'
  const another = changes.find(change => change.id === 'heaptype-concrete-split')

  expect(another?.rustcErrors).toContain('E0599')
  expect(causes([anError('E0599', heapType), anError('E0599', method)])[0]?.[0]).toBe('heaptype-concrete-split')
  expect(causes([anError('E0308', heapType)])).toEqual([[`E0308: ${heapType}`, 1]])
})

test('what no change explains goes by what the compiler says, whatever its numbers', () => {
  const errors = [
    anError('E0061', 'this function takes 2 arguments but 1 argument was supplied', 1),
    anError('E0308', 'mismatched types', 2),
    anError('E0061', 'this function takes 3 arguments but 2 arguments was supplied', 3),
    anError('E0308', 'mismatched types', 4),
    anError('E0308', 'mismatched types', 5),
  ]

  expect(causes(errors)).toEqual([
    ['E0308: mismatched types', 3],
    ['E0061: this function takes # arguments but # argument was supplied', 1],
    ['E0061: this function takes # arguments but # arguments was supplied', 1],
  ])
})

test('a cause tells what changed, with the code before and after', () => {
  const change = changes.find(({id}) => id === 'heaptype-concrete-split')
  const error = anError('E0599', 'no variant named `Concrete` found for enum `HeapType`')
  const [cause] = groupErrors([error, {...error, place: undefined}], {changes, uses: []})
  if (cause === undefined) throw new Error('no cause')

  expect(describeCause(cause, () => undefined)).toEqual({
    id: 'heaptype-concrete-split',
    change: 'heaptype-concrete-split',
    code: 'E0599',
    title: expect.stringMatching(/^HeapType::Concrete/),
    why: change?.summary,
    before: 'HeapType::Concrete(ft)',
    after: 'HeapType::ConcreteFunc(ft)',
    count: 2,
    places: [{path: 'src/lib.rs', line: 7, column: 5, message: error.message}],
    rendered: error.message,
    suggestions: [],
  })
})

test('ten thousand errors are grouped in a moment', () => {
  const errors = Array.from({length: 10_000}, (_, index) =>
    anError('E0599', `no method named \`m${index % 7}\` found`, index),
  )
  const uses = Array.from({length: 5000}, (_, index) => use('wasi-root-to-p2', index))
  const began = performance.now()

  const groups = groupErrors(errors, {changes, uses})

  expect(groups.reduce((sum, group) => sum + group.errors.length, 0)).toBe(10_000)
  expect(performance.now() - began).toBeLessThan(10_000)
})
