import {expect, test} from 'vitest'
import {problemRows} from '../../src/ui/rows/problem-rows.ts'
import {rowWidth} from '../../src/ui/rows/row.ts'

function shown(detail: readonly string[], width = 60): readonly string[] {
  const problem = {code: 'build-failed', title: 'adrdrift no longer compiles', detail: detail.join('\n'), nextSteps: []}
  const rows = problemRows(problem, width)
  expect(Math.max(...rows.map(rowWidth))).toBeLessThanOrEqual(width)
  return rows.slice(1).map(row =>
    row
      .map(({text}) => text)
      .join('')
      .trimEnd(),
  )
}

test('marks stay below what they point at, without the indentation all of it has', () => {
  expect(
    shown([
      'error[E0599]: no function named `old` found for struct `Config` in the current scope',
      '  --> src/plugins.rs:31:34',
      '   |',
      '31 |         let mut config = Config::old();',
      '   |                                  ^^^ function not found',
      '   |',
      '...',
      '40 |         config.check();',
      '   = note: expected struct `A`',
      '              found struct `B`',
    ]),
  ).toEqual([
    '  error[E0599]: no function named `old` found for struct',
    '  `Config` in the current scope',
    '    --> src/plugins.rs:31:34',
    '     |',
    '  31 | let mut config = Config::old();',
    '     |                          ^^^ function not found',
    '     |',
    '  ...',
    '  40 | config.check();',
    '     = note: expected struct `A`',
    '                found struct `B`',
  ])
})

test('source that is too wide is shown around its marks', () => {
  const [source = '', marks = ''] = shown(
    [
      `7 | let greeting = compose("a long word of welcome", "and a second one", wrong_name, last);`,
      `  | ${' '.repeat(69)}^^^^^^^^^^ not found in this scope`,
    ],
    60,
  )

  const at = marks.indexOf('^')
  expect(source.slice(at, at + 10)).toBe('wrong_name')
  expect(source).toContain('| …')
})

test('a place above the source keeps its end', () => {
  expect(shown([`   --> /somewhere/deep/${'x'.repeat(60)}/wasmtime-36.0.14/src/config.rs:105:5`])).toEqual([
    expect.stringMatching(/^ {5}--> ….*\/wasmtime-36\.0\.14\/src\/config\.rs:105:5$/),
  ])
})
