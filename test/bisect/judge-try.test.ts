import {describe, expect, test} from 'vitest'
import {judgeProblem, judgeTry, leftInPlace} from '../../src/bisect/judge-try.ts'
import type {Json} from '../../src/domain/json.ts'
import type {Problem} from '../../src/domain/problem.ts'
import type {StepSession, StepStatus} from '../../src/journal/session.ts'

describe('a try', () => {
  test('passes when every step is done or had nothing to do', () => {
    const judged = judgeTry({
      steps: [step('record-baseline', accepted('3 tests passed')), step('raise-rust', notNeeded), proven],
    })

    expect(judged).toEqual({verdict: 'good', by: 'try', why: 'The workspace builds (1.0 s)'})
  })

  test('fails with what the compiler says, by cause and place', () => {
    const groups = [
      {
        id: 'resource-limiter-send',
        change: 'resource-limiter-send',
        code: 'E0277',
        title: 'ResourceLimiter requires Send',
        why: 'It may go to another thread.',
        count: 1,
        places: [{path: 'src/lib.rs', line: 9, column: 26, message: '`Rc<()>` cannot be sent'}],
        rendered: 'error[E0277]',
        suggestions: [],
      },
    ]
    const judged = judgeTry({
      steps: [step('mend-code', failed('code-broken', '1 error of 1 cause is left'), {rounds: [], groups})],
    })

    expect(judged).toMatchObject({
      verdict: 'bad',
      why: 'mend-code: 1 error of 1 cause is left',
      breakage: {
        step: 'mend-code',
        causes: [{change: 'resource-limiter-send', places: [{path: 'src/lib.rs', line: 9}]}],
        tests: [],
        suspects: [],
      },
    })
    expect(JSON.stringify(judged)).not.toContain('error[E0277]')
  })

  test('fails with the tests that fail newly or are gone, and what behaves differently without a word of the compiler', () => {
    const silent = {id: 'a', change: 'wasi-sockets-denied', path: 'src/net.rs', line: 4, what: 'Denied', todo: 'Allow'}
    const judged = judgeTry({
      steps: [
        step(
          'record-baseline',
          accepted('known'),
          measured({'p::old': 'passed', 'p::gone': 'passed', 'p::bad': 'failed'}),
        ),
        step('read-guidance', accepted('2 items'), {
          items: [
            {...silent, effect: 'silent'},
            {...silent, id: 'b', change: 'told-anyway', effect: 'error'},
          ],
        }),
        step(
          'prove-tests',
          failed('tests-newly-broken', '1 new failure'),
          measured({'p::old': 'failed', 'p::bad': 'failed'}),
        ),
      ],
    })

    expect(judged).toMatchObject({
      verdict: 'bad',
      breakage: {
        tests: ['p::old', 'p::gone'],
        suspects: [{change: 'wasi-sockets-denied', path: 'src/net.rs', line: 4, what: 'Denied'}],
      },
    })
  })

  test.each(['disk-full', 'disk-full-soon', 'disk-nearly-full', 'command-killed', 'program-missing', 'timed-out'])(
    'has no verdict when it came to %s: that says nothing of the major',
    code => {
      expect(judgeTry({steps: [step('prove-build', failed(code, 'No'))]})).toEqual({
        verdict: undefined,
        problem: problem(code, 'No'),
      })
    },
  )

  test('has no verdict when it was left', () => {
    expect(judgeTry({steps: [step('prove-build', failed('cancelled', 'No'))]})).toEqual({verdict: undefined})
    expect(judgeTry({steps: [proven, step('prove-tests', {status: 'waiting'})]})).toEqual({verdict: undefined})
  })

  test('is skipped for a Rust that is not here', () => {
    const missing = problem('toolchain-not-installed', 'Rust 1.95.0 is not installed')
    const skipped = {verdict: 'skip', by: 'machine', why: 'Rust 1.95.0 is not installed'}

    expect(judgeTry({steps: [step('install-toolchain', {status: 'blocked', problem: missing})]})).toEqual(skipped)
    expect(judgeProblem(missing)).toEqual(skipped)
  })

  test('fails by cargo’s refusal only where that is about versions: a registry may be silent for any reason', () => {
    const refused = (detail: string) =>
      judgeTry({
        steps: [
          step('refresh-lockfile', {
            status: 'failed',
            problem: {...problem('command-failed', 'Failed: cargo update'), detail},
          }),
        ],
      }).verdict

    expect(refused('error: failed to select a version for `wasmtime`')).toBe('bad')
    expect(refused('error: failed to download from the registry')).toBeUndefined()
  })

  test('tells what it has put outside of the repository, and nothing that was there before', () => {
    const stays = 'Rust 1.95.0 stays installed; to remove it: rustup toolchain uninstall 1.95.0'
    const installed = step('install-toolchain', accepted('installed'), {leftInPlace: stays, installed: ['1.95.0']})
    const found = step('install-toolchain', accepted('there'), {leftInPlace: stays})

    expect(leftInPlace({steps: [installed]})).toEqual([stays])
    expect(leftInPlace({steps: [found, proven]})).toEqual([])
  })
})

function step(kind: string, state: StepStatus, data?: Json): StepSession {
  const plan = {id: kind, kind, phase: 'code' as const, title: kind, why: '', risk: 'none' as const, needs: []}
  return {plan, state, attempt: 1, durationMs: 0, files: [], commands: [], ...(data === undefined ? {} : {data})}
}

function accepted(summary: string): StepStatus {
  return {status: 'accepted', summary, by: 'policy'}
}

function failed(code: string, title: string): StepStatus {
  return {status: 'failed', problem: problem(code, title)}
}

function problem(code: string, title: string): Problem {
  return {code, title, detail: '', nextSteps: []}
}

function measured(tests: Readonly<Record<string, string>>): Json {
  const outcomes = Object.entries(tests).map(([name, outcome]) => ({name, outcome}))
  return {tests: {built: true, durationMs: 1, outcomes}, locked: {}}
}

const notNeeded: StepStatus = {status: 'not-needed', evidence: 'It is there'}
const proven = step('prove-build', accepted('The workspace builds (1.0 s)'))
