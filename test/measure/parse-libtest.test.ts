import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {TestOutcome} from '../../src/domain/measurement.ts'
import {countFiltered, parseLibtest, withoutLines} from '../../src/measure/parse-libtest.ts'

const words = {passed: 'ok', failed: 'FAILED', ignored: 'ignored'} as const

/** `name: outcome` for every test, as the parser sees it. */
function read(...lines: readonly string[]): readonly string[] {
  return parseLibtest(`${lines.join('\n')}\n`, 'host/lib').map(({name, outcome}) => `${name}: ${outcome}`)
}

describe('the plain output of the test harness', () => {
  test('gives every test with its outcome, and nothing else', () => {
    const output = [
      '',
      'running 5 tests',
      'test engine::tests::compiles ... ok',
      'test engine::tests::links ... FAILED',
      'test slow::minutes ... ignored',
      'test slow::hours ... ignored, needs the network',
      'test panics - should panic ... ok',
      '',
      'failures:',
      '',
      '---- engine::tests::links stdout ----',
      "thread 'engine::tests::links' panicked at src/engine.rs:10:9:",
      'assertion failed: false',
      '',
      'failures:',
      '    engine::tests::links',
      '',
      'test result: FAILED. 2 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s',
      '',
    ]

    expect(read(...output)).toEqual([
      'host/lib::engine::tests::compiles: passed',
      'host/lib::engine::tests::links: failed',
      'host/lib::slow::minutes: ignored',
      'host/lib::slow::hours: ignored',
      'host/lib::panics: passed',
    ])
  })

  test('reads back whatever a harness prints, with either line end', () => {
    const name = fc.stringMatching(/^[a-z_]{1,8}(::[a-z_]{1,8}){0,3}$/)
    const outcome = fc.constantFrom('passed' as const, 'failed' as const, 'ignored' as const)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, outcome), {selector: ([one]) => one}),
        fc.boolean(),
        (tests, isCrlf) => {
          const lines = tests.map(([one, became]) => `test ${one} ... ${words[became]}`)
          const output = ['', `running ${tests.length} tests`, ...lines, '', 'test result: ok. 0 passed', ''].join(
            isCrlf ? '\r\n' : '\n',
          )

          expect(parseLibtest(output, 't')).toEqual(
            tests.map(([one, became]) => ({name: `t::${one}`, outcome: became})),
          )
        },
      ),
    )
  })

  test('may carry times', () => {
    expect(read('test a ... ok <0.001s>', 'test b ... FAILED <12.345s>', 'test c ... ok (0.5s)')).toEqual([
      'host/lib::a: passed',
      'host/lib::b: failed',
      'host/lib::c: passed',
    ])
  })

  test('names documentation tests with their file, item and way to run', () => {
    expect(
      read(
        'test src/lib.rs - Engine::new (line 12) ... ok',
        'test src/lib.rs - Engine::new (line 20) - compile ... ok',
        'test src/lib.rs - Engine::old (line 31) - compile fail ... FAILED',
        'test src/lib.rs - (line 3) ... ignored',
      ),
    ).toEqual([
      'host/lib::src/lib.rs - Engine::new (line 12): passed',
      'host/lib::src/lib.rs - Engine::new (line 20) - compile: passed',
      'host/lib::src/lib.rs - Engine::old (line 31) - compile fail: failed',
      'host/lib::src/lib.rs - (line 3): ignored',
    ])
  })

  test('may be mixed with what the tests print', () => {
    expect(
      read(
        'test a ... hello from a child process',
        'more of it',
        'ok',
        'test b ... half a line ok',
        'test c ... test c has been running for over 60 seconds',
        'FAILED',
        'test d has been running for over 60 seconds',
        'test d ... ok',
      ),
    ).toEqual(['host/lib::a: passed', 'host/lib::b: passed', 'host/lib::c: failed', 'host/lib::d: passed'])
  })

  test('believes the list of failures more than a line that a test wrote into', () => {
    expect(
      read(
        'test a ... everything is ok',
        'FAILED',
        'test b ... ok',
        '',
        'failures:',
        '',
        'failures:',
        '    a',
        '',
        'test result: FAILED. 1 passed; 1 failed',
      ),
    ).toEqual(['host/lib::a: failed', 'host/lib::b: passed'])
  })

  test('is not taken from what a failed test printed', () => {
    expect(
      read(
        'test outer ... FAILED',
        '',
        'failures:',
        '',
        '---- outer stdout ----',
        'test inner ... ok',
        '    unrelated',
        '',
        'failures:',
        '    outer',
        '',
        'test result: FAILED. 0 passed; 1 failed',
      ),
    ).toEqual(['host/lib::outer: failed'])
  })

  test('of two programs in one stream keeps a failure that shares its name with a success', () => {
    const once = (word: string) => [`test src/lib.rs - (line 3) ... ${word}`, '', 'test result: whatever', '']

    expect(read(...once('FAILED'), ...once('ok'))).toEqual(['host/lib::src/lib.rs - (line 3): failed'])
    expect(read(...once('ok'), ...once('FAILED'))).toEqual(['host/lib::src/lib.rs - (line 3): failed'])
  })

  test('that was cut short gives the tests that ended', () => {
    expect(read('running 3 tests', 'test a ... ok', 'test b ... ')).toEqual(['host/lib::a: passed'])
  })

  test('of a bench or of nothing gives no tests', () => {
    expect(read('test speed ... bench:       1,234 ns/iter (+/- 56)', 'running 0 tests', 'ok', 'FAILED')).toEqual([])
    expect(parseLibtest('', 't')).toEqual([])
  })

  test('is read without a throw, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(parseLibtest(text, 't')).toBeInstanceOf(Array)
      }),
    )
  })
})

test('documentation tests keep their names when lines are added above them', () => {
  const at = (offset: number): readonly TestOutcome[] => [
    {name: `doc::src/lib.rs - Engine::new (line ${12 + offset})`, outcome: 'passed'},
    {name: `doc::src/lib.rs - Engine::new (line ${20 + offset}) - compile`, outcome: 'passed'},
    {name: `doc::src/lib.rs - Engine::new (line ${40 + offset})`, outcome: 'failed'},
    {name: `doc::src/lib.rs - (line ${3 + offset})`, outcome: 'ignored'},
  ]

  expect(withoutLines(at(0))).toEqual([
    {name: 'doc::src/lib.rs - Engine::new', outcome: 'passed'},
    {name: 'doc::src/lib.rs - Engine::new - compile', outcome: 'passed'},
    {name: 'doc::src/lib.rs - Engine::new #2', outcome: 'failed'},
    {name: 'doc::src/lib.rs -', outcome: 'ignored'},
  ])
  fc.assert(
    fc.property(fc.nat(5000), offset => {
      expect(withoutLines(at(offset))).toEqual(withoutLines(at(0)))
    }),
  )
})

test('tests that were not asked for are counted over all programs of an output', () => {
  const closing = (filtered: number) =>
    `test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; ${filtered} filtered out; finished in 0.00s`

  expect(countFiltered([closing(3), 'test a ... ok', closing(0), closing(4)].join('\n'))).toBe(7)
  expect(countFiltered('Hello')).toBe(0)
})
