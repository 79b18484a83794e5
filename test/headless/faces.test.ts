import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {plainPaint} from '../../src/domain/paint.ts'
import {answerAloud} from '../../src/headless/answer-aloud.ts'
import type {HeadlessFace} from '../../src/headless/headless-face.ts'
import {plainFace} from '../../src/headless/plain-face.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {aProblem, sessionOf, sessionStarted, twoStepPlan, wholeSession} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'

const policy = {yes: true, onFailure: 'stop'} as const
const question = {
  id: 'report',
  title: 'Done?',
  subject: {kind: 'report', markdown: '', path: ''},
  options: [{id: 'done', key: 'd', label: 'Done'}],
  recommended: 'done',
} as const

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('plain lines', () => {
  test('tell a whole session, one thought each', () => {
    expect(told(...wholeSession())).toEqual([
      '[1/2] Raise Rust',
      '      writes Cargo.toml',
      '      verified: Stated everywhere',
      '[2/2] Lock the family',
      '      ! Failed (exit code 101): cargo update',
      '        error: no matching package – “wasmtime”',
      '          tab�and � separators',
      '        → Mend the cause and retry.',
      '[2/2] Lock the family',
      '      not needed: there already',
      '[2/2] Lock the family: skipped',
      '[2/2] Lock the family',
      '      $ cargo update --workspace',
      '      exit 101 after 0.0 s',
      '      ! Failed (exit code 101): cargo update',
      '        error: no matching package – “wasmtime”',
      '          tab�and � separators',
      '        → Mend the cause and retry.',
      '      mending: E0432: unresolved import',
      '      writes Cargo.lock',
      '      ! Failed (exit code 101): cargo update',
      '        error: no matching package – “wasmtime”',
      '          tab�and � separators',
      '        → Mend the cause and retry.',
      '      undone: Lock the family',
    ])
  })

  test('tell what follows the first line of a summary as notes', () => {
    const step = {step: 'raise-rust', attempt: 1}
    const summary = '2 files weighed\na.wasm: 100 B → 110 B, +10 % (limit +5 %)'
    const lines = told(
      sessionStarted,
      {type: 'step-started', ...step, summary: '', writes: [], touches: []},
      {type: 'step-verified', ...step, summary},
    )

    expect(lines.slice(-2)).toEqual([
      '      verified: 2 files weighed',
      '      note: a.wasm: 100 B → 110 B, +10 % (limit +5 %)',
    ])
  })

  test('list what is for people before it is accepted with all of it open, a line for each change', async () => {
    const what = 'Fuel for copies of memory is charged by size.'
    const place = {path: 'src/run.rs', what, todo: 'Budgets may need more.', after: 'store.set_fuel(2 * fuel)'}
    const item = {...place, change: 'fuel', effect: 'silent' as const, mark: 'open' as const}
    const lines: string[] = []
    const face = plain(lines)

    const answer = await face.ask({
      ...question,
      subject: {
        kind: 'checklist',
        stepId: 'read-guidance',
        summary: '',
        items: [
          {...item, id: '1', line: 3},
          {...item, id: '2', line: 9},
          {...item, id: '3', line: 12, mark: 'done', by: 'ada'},
          {...item, id: '4', line: 20, compiles: true},
        ],
      },
    })

    expect(answer).toEqual({option: 'accept', by: 'policy'})
    expect(lines).toEqual([
      '      src/run.rs:3, src/run.rs:9: Fuel for copies of memory is charged by size.',
      '        → store.set_fuel(2 * fuel) (Budgets may need more)',
    ])
  })

  test('say which attempt it is from the second on, and what an undo could not restore', () => {
    const started = {type: 'step-started' as const, step: 'raise-rust', summary: '', writes: [], touches: []}
    const undo: readonly JournalEvent[] = [
      {type: 'undo-started', steps: ['raise-rust'], reason: 'retry', files: [], by: 'keys'},
      {type: 'undo-finished', steps: ['raise-rust'], failed: [{path: 'Cargo.toml', why: 'it is read-only'}]},
    ]

    expect(told(sessionStarted, {...started, attempt: 1}, ...undo, {...started, attempt: 2})).toEqual([
      '[1/2] Raise Rust',
      '      not wholly undone: Raise Rust',
      '[1/2] Raise Rust (attempt 2)',
    ])
  })

  test('are quiet about a command that went well, and name one below its folder from there', () => {
    const command = {
      type: 'command-started',
      step: 'raise-rust',
      attempt: 1,
      marker: 'm',
      out: '/o',
      err: '/e',
    } as const

    expect(
      told(
        sessionStarted,
        {...command, cwd: '/repo', argv: ['/repo/target/debug/deps/host-1', "it's", '']},
        {type: 'command-ended', marker: 'm', outcome: 'exit 0', durationMs: 1},
        {...command, cwd: '/repo', argv: ['/repository/x']},
        {type: 'command-ended', marker: 'm', outcome: 'SIGKILL', durationMs: 65_400},
      ),
    ).toEqual([
      `      $ ./target/debug/deps/host-1 'it'\\''s' ''`,
      '      $ /repository/x',
      '      SIGKILL after 1 min 05 s',
    ])
  })

  test('never carry control characters of the repository to the terminal', async () => {
    const evil = 'a\x1b[2J\nb\u202ec\x9b\x07'
    const ofAttempt = {step: 'raise-rust', attempt: 1}
    const titled: JournalEvent = {
      ...sessionStarted,
      plan: {...twoStepPlan, steps: twoStepPlan.steps.map(step => ({...step, title: evil}))},
    }
    const absent = {kind: 'absent'} as const
    const command = {type: 'command-started' as const, ...ofAttempt, marker: 'm'}
    const lines = [
      ...told(
        titled,
        {
          type: 'step-started',
          ...ofAttempt,
          summary: evil,
          writes: [{path: evil, before: absent, after: absent}],
          touches: [],
        },
        {...command, argv: [evil, evil], cwd: evil, out: evil, err: evil},
        {type: 'command-ended', marker: 'm', outcome: evil, durationMs: 1},
        {type: 'step-verified', ...ofAttempt, summary: evil},
        {
          type: 'step-failed',
          ...ofAttempt,
          problem: {...aProblem, title: evil, detail: evil, nextSteps: [evil], path: evil},
        },
        {type: 'step-not-needed', step: 'raise-rust', evidence: evil},
        {type: 'step-skipped', step: 'raise-rust', by: evil},
        {type: 'step-blocked', step: 'raise-rust', problem: {...aProblem, title: evil}},
        {type: 'undo-started', steps: ['raise-rust'], reason: 'undo', files: [], by: evil},
        {type: 'undo-finished', steps: ['raise-rust'], failed: []},
      ),
    ]

    const face = plain(lines)
    face.hear({at: moment, event: sessionStarted})
    face.hear({at: moment, event: {...command, argv: [], cwd: '', out: '', err: evil}})
    await vi.advanceTimersByTimeAsync(30_000)
    face.say(evil)

    expect(lines.length).toBeGreaterThan(15)
    expect(lines.filter(line => /[\u0000-\u001f\u007f-\u009f\u202e]/.test(line))).toEqual([])
  })

  test('go on with the titles of a session that was there before', () => {
    const lines: string[] = []
    const face = plain(lines)
    const before = sessionOf(...wholeSession().slice(0, 8))
    if (before !== undefined) face.resume(before)

    face.hear({at: moment, event: {type: 'step-skipped', step: 'refresh-lockfile', by: 'policy'}})
    face.activity('Reading the repository')
    face.activity(undefined)
    face.say('a remark')

    expect(lines).toEqual([
      `Going on with the session of ${moment}`,
      '[2/2] Lock the family: skipped',
      'Reading the repository …',
      '      a remark',
    ])
  })
})

test('a disk that gets full is told once, until there is room again', () => {
  const lines: string[] = []
  const face = plain(lines)
  const mount = {
    names: ['build output'],
    path: '/repo/target',
    sizeBytes: 100e9,
    freeBytes: 3e9,
    warnBytes: 4e9,
    stopBytes: 1e9,
    trend: [],
  }
  for (const level of ['ok', 'warning', 'warning', 'ok', 'stop'] as const)
    face.showDisk({mounts: [{...mount, level}], cleanable: []})

  expect(lines).toEqual(Array(2).fill('      3.0 GB left on the disk of /repo/target (build output)'))
})

describe('at the end', () => {
  const lock = {step: 'refresh-lockfile', attempt: 1}
  const failed: JournalEvent = {
    type: 'step-failed',
    ...lock,
    problem: {...aProblem, path: 'src/lib.rs', line: 3, column: 5},
  }
  const ended = {exitCode: 1, lines: ['Stopped']}
  const atTheEnd = (...events: readonly JournalEvent[]) => {
    const lines: string[] = []
    const face = plain(lines)
    for (const event of [sessionStarted, started('refresh-lockfile'), ...events]) face.hear({at: moment, event})
    lines.length = 0
    face.end(ended)
    return lines
  }
  const failure = [
    '  Failed (exit code 101): cargo update (src/lib.rs:3:5)',
    '  → Mend the cause and retry.',
    'Stopped',
  ]

  test('what failed is told once more, in short, above the verdict', () => {
    expect(atTheEnd(failed)).toEqual(['Failed: Lock the family', ...failure])
  })

  test('a step that was taken back, or taken as it is, still says why', () => {
    const undone: readonly JournalEvent[] = [
      {type: 'undo-started', steps: ['refresh-lockfile'], reason: 'roll-back', files: [], by: 'policy'},
      {type: 'undo-finished', steps: ['refresh-lockfile'], failed: []},
    ]

    expect(atTheEnd(failed, ...undone)).toEqual(['Failed: Lock the family (taken back)', ...failure])
    expect(atTheEnd(failed, {type: 'step-accepted', ...lock, by: 'policy'})).toEqual([
      'Failed: Lock the family (taken as it is)',
      ...failure,
    ])
  })

  test('what passed since is no failure any more', () => {
    expect(atTheEnd(failed, {type: 'step-verified', ...lock, summary: ''})).toEqual(['Stopped'])
  })

  test('what could not start is told as well, and what an earlier run left failed', () => {
    expect(atTheEnd({type: 'step-blocked', step: 'refresh-lockfile', problem: aProblem})[0]).toBe(
      'Blocked: Lock the family',
    )
    const lines: string[] = []
    const face = plain(lines)
    const before = sessionOf(sessionStarted, started('refresh-lockfile'), failed)
    if (before !== undefined) face.resume(before)
    face.end(ended)
    expect(lines.slice(1)).toEqual(['Failed: Lock the family', ...failure])
  })
})

function started(step: string): JournalEvent {
  return {type: 'step-started', step, attempt: 1, summary: '', writes: [], touches: []}
}

function plain(lines: string[]): HeadlessFace {
  const write = (line: string) => lines.push(line)
  return plainFace({
    write,
    paint: plainPaint,
    nowMs: () => Date.now(),
    readLog: async () => '',
    answer: answerAloud(policy, write, plainPaint),
  })
}

/** The lines that these events make, each followed by its session. */
function told(...events: readonly JournalEvent[]): readonly string[] {
  const lines: string[] = []
  const face = plain(lines)
  for (const event of events) face.hear({at: moment, event})
  return lines
}
