import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {readCompilerErrors} from '../../src/measure/compiler-errors.ts'
import {errorLine, spanOf} from '../support/compiler-messages.ts'

const root = '/repo'
const roots = {root, workspace: root}
const path = 'src/lib.rs'
const source = 'fn a() {\n    old(1);\n}\n'
const said = {path, source, at: 'old', code: 'E0425', message: 'cannot find function `old` in this scope'}
const target = (kind: string, name: string) => ({kind, name})

/** A compiler message with some of its parts replaced. */
function changedMessage(change: Record<string, unknown>): string {
  const line = JSON.parse(errorLine(root, said))
  return JSON.stringify({...line, message: {...line.message, ...change}})
}

const read = (...lines: readonly string[]) => readCompilerErrors(lines.join('\n'), roots)
const placesOf = (line: string) => read(line).map(({place}) => place?.path)

describe('an error of the compiler', () => {
  test('is read with its place, its words and what would mend it', () => {
    expect(read(errorLine(root, {...said, suggests: 'new'}))).toEqual([
      {
        code: 'E0425',
        message: 'cannot find function `old` in this scope',
        rendered: 'error: cannot find function `old` in this scope',
        remarks: ['try this'],
        target: 'host/lib',
        place: {path, line: 2, lastLine: 2, column: 5, start: 13, end: 16, text: '    old(1);'},
        suggestions: [
          [{path, line: 2, lastLine: 2, column: 5, start: 13, end: 16, text: '    old(1);', replacement: 'new'}],
        ],
      },
    ])
  })

  test('counts once, however many targets it stands in the way of', () => {
    const targets = [target('lib', 'host'), target('test', 'plugins'), target('bin', 'host')]

    expect(read(...targets.map(one => errorLine(root, {...said, target: one})))).toHaveLength(1)
    expect(read(errorLine(root, said), errorLine(root, {...said, at: '1'}))).toHaveLength(2)
  })

  test('does not count in targets that are known to be broken', () => {
    const lines = [errorLine(root, {...said, target: target('test', 'known')}), errorLine(root, said)].join('\n')

    const known = new Set(['host/tests/known'])
    expect(readCompilerErrors(lines, roots, known).map(error => error.target)).toEqual(['host/lib'])
  })

  test('is no summary of other errors', () => {
    const summary = changedMessage({message: 'aborting due to 2 previous errors', code: null, spans: []})

    expect(read(summary, errorLine(root, said))).toHaveLength(1)
  })

  test('in a macro of somebody else is where that is called', () => {
    const call = {...spanOf(path, source, 'old'), is_primary: true}
    const inner = {...call, file_name: '/home/ada/.cargo/registry/src/wasmtime-36.0.2/src/lib.rs'}
    const expanded = (depth: number): object =>
      depth === 0 ? call : {...inner, expansion: {span: expanded(depth - 1), macro_decl_name: 'bindgen!'}}

    expect(placesOf(changedMessage({spans: [expanded(3)]}))).toEqual([path])
    // A thousand macros in each other are nobody's code.
    expect(placesOf(changedMessage({spans: [expanded(1000)]}))).toEqual([undefined])
  })
})

describe('a path', () => {
  const place = (name: string, workspace = root) => {
    const span = {...spanOf(path, source, 'old'), file_name: name, is_primary: true}
    return readCompilerErrors(changedMessage({spans: [span]}), {root, workspace})[0]?.place?.path
  }

  test('is relative to the workspace, or absolute in the repository', () => {
    expect(place('crates/a/src/lib.rs')).toBe('crates/a/src/lib.rs')
    expect(place('/repo/crates/a/src/lib.rs')).toBe('crates/a/src/lib.rs')
    expect(place('src/../tests/common.rs')).toBe('tests/common.rs')
    expect(place('src/lib.rs', '/repo/fuzz')).toBe('fuzz/src/lib.rs')
    expect(place('../src/lib.rs', '/repo/fuzz')).toBe('src/lib.rs')
  })

  test('outside of the repository, or where nothing may be written, is no place', () => {
    const outside = [
      '/rustc/0123/library/core/src/option.rs',
      '/home/ada/.cargo/registry/src/a.rs',
      '../other/src/lib.rs',
      '/repository/src/lib.rs',
      '/repo',
      '.git/hooks/pre-commit',
      '.upgrade-wizard/state.jsonl',
      'src\\lib.rs',
      'a\0b.rs',
      `${'a/'.repeat(2100)}b.rs`,
    ]
    expect(outside.map(name => place(name))).toEqual(outside.map(() => undefined))
  })
})

describe('what the compiler suggests', () => {
  const suggestions = (line: string) => read(line)[0]?.suggestions

  test('is left out unless it is sure', () => {
    for (const applicability of ['MaybeIncorrect', 'HasPlaceholders', 'Unspecified'])
      expect(suggestions(errorLine(root, {...said, suggests: 'new', applicability}))).toEqual([])
  })

  test('is left out as a whole when a part of it comes out of a macro or leaves the repository', () => {
    const sure = {suggested_replacement: 'x', suggestion_applicability: 'MachineApplicable'}
    const good = {...spanOf(path, source, 'old'), ...sure}
    const others = [
      {...good, expansion: {span: good}},
      {...good, file_name: '/elsewhere/lib.rs'},
      {...good, byte_start: 99},
      {...good, byte_start: -1},
      {...good, suggested_replacement: null},
      {...good, suggested_replacement: 'x'.repeat(10_000)},
      {...good, text: []},
      'nonsense',
    ]
    for (const other of others)
      expect(suggestions(changedMessage({children: [{message: '', spans: [good, other]}]}))).toEqual([])
  })
})

describe('hostile messages', () => {
  test('give no error that was not said, and never a throw', () => {
    const parts = fc.record({
      level: fc.constantFrom('error', 'warning'),
      message: fc.string(),
      code: fc.oneof(fc.jsonValue(), fc.constant({code: 'E0001'})),
      rendered: fc.oneof(fc.string(), fc.constant(null)),
      spans: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
      children: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
    })
    fc.assert(
      fc.property(fc.array(parts, {maxLength: 5}), messages => {
        const errors = read(...messages.map(changedMessage))

        expect(errors.length).toBeLessThanOrEqual(messages.filter(({level}) => level === 'error').length)
      }),
    )
  })

  test('of any number and size stay within bounds', () => {
    const huge = changedMessage({message: 'x'.repeat(1_000_000), rendered: 'y'.repeat(1_000_000)})
    expect(read(huge)[0]?.rendered.length).toBeLessThan(10_000)
    const spans = Array.from({length: 5000}, () => spanOf(path, source, 'old'))
    expect(read(changedMessage({spans, children: [{message: 'm', spans}]}))[0]?.suggestions).toEqual([])
    const many = Array.from({length: 20_000}, (_, index) => changedMessage({message: `error ${index}`}))
    expect(read(...many)).toHaveLength(10_000)
  })
})
