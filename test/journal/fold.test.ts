import {describe, expect, test} from 'vitest'
import type {JournalEvent} from '../../src/journal/event.ts'
import {fold, foldAll} from '../../src/journal/fold.ts'
import {currentStep, type Session, stepsInForce} from '../../src/journal/session.ts'
import {aProblem, fileWith, sessionOf, sessionStarted, twoStepPlan, wholeSession} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'

const [firstPlan, secondPlan] = twoStepPlan.steps
const first = {step: 'raise-rust', attempt: 1}
const change = {path: 'Cargo.toml', before: fileWith('a'), after: fileWith('b')}
const back = {path: 'Cargo.toml', before: fileWith('b'), after: fileWith('a')}
const started: JournalEvent = {type: 'step-started', ...first, summary: '', writes: [change], touches: []}
const applied: JournalEvent = {type: 'step-applied', ...first, files: [change]}
const verified: JournalEvent = {type: 'step-verified', ...first, summary: 'fine'}
const undoStarted = (reason: 'roll-back' | 'retry' | 'interrupted'): JournalEvent => ({
  type: 'undo-started',
  steps: ['raise-rust'],
  reason,
  files: [back],
  by: 'keys',
})
const undoFinished: JournalEvent = {type: 'undo-finished', steps: ['raise-rust'], failed: []}

test('a whole session folds to where it stands', () => {
  const [resolved, mended] = [fileWith('[[package]]\n'), fileWith('[[package]]\nname = "host"\n')]
  const undone = {path: 'Cargo.lock', before: mended, after: {kind: 'absent'}}
  const written = {path: 'Cargo.toml', before: fileWith(`rust-version = "1.75"\n`), after: fileWith('1.86 🦀\n')}
  const rewritten = {...written, before: written.after, after: fileWith('1.86 🦀 \n')}
  const command = {step: 'refresh-lockfile', cwd: '/repo', argv: ['cargo', 'update', '--workspace'], startedAt: moment}

  expect(sessionOf(...wholeSession())).toEqual({
    sessionId: 'b2f6',
    tool: '0.1.0',
    plan: twoStepPlan,
    by: 'Ada <ada@example.org>',
    git: {branch: 'main', head: '1c9f'},
    latest: {
      tool: '0.2.0',
      git: {branch: null, head: null},
      machine: {host: 'desk', bootId: 'boot', rust: '1.86.0 (stable)'},
    },
    startedAt: moment,
    lastEventAt: moment,
    steps: [
      {
        plan: firstPlan,
        state: {status: 'accepted', summary: 'Stated everywhere', by: 'keys'},
        attempt: 1,
        durationMs: 0,
        startedAt: moment,
        files: [{...written, after: rewritten.after}],
        data: {places: [1, null, 'two', {deep: true}]},
        marks: [{item: 'old a.rs', mark: 'not-applicable', note: 'only in tests', by: 'Ada'}],
        commands: [],
        commit: '1c9f'.repeat(10),
      },
      {
        plan: secondPlan,
        state: {status: 'undone', by: 'keys'},
        attempt: 1,
        durationMs: 0,
        startedAt: moment,
        files: [],
        mends: [{proposals: ['E0432: unresolved import'], by: 'policy'}],
        skipped: ['config-renamed'],
        found: {done: {'config-renamed': 2}},
        commands: [
          {
            ...command,
            marker: 'b2f6/refresh-lockfile-1-1',
            out: '/repo/.upgrade-wizard/logs/1.out',
            err: '/repo/.upgrade-wizard/logs/1.err',
            process: {pid: 4711, startTime: '99', bootId: 'boot'},
            ended: {outcome: 'exit 101', durationMs: 12.5},
          },
        ],
      },
    ],
    history: [
      {kind: 'change', step: 'raise-rust', files: [written]},
      {kind: 'change', step: 'raise-rust', files: [rewritten]},
      {kind: 'change', step: 'refresh-lockfile', files: [{...undone, before: undone.after, after: resolved}]},
      {kind: 'change', step: 'refresh-lockfile', files: [{...undone, before: resolved, after: mended}]},
      {kind: 'undo', steps: ['refresh-lockfile'], files: [undone]},
    ],
    undone: [
      {
        steps: ['refresh-lockfile'],
        reason: 'roll-back',
        by: 'keys',
        at: moment,
        files: 1,
        problems: [{step: 'refresh-lockfile', title: 'Failed (exit code 101): cargo update'}],
      },
    ],
    disk: [{at: moment, freeBytes: 38e9}],
    notes: [{text: 'Zeile mit Umlauten: äöü, and a quote: "', by: 'Ada', at: moment}],
    commits: [{step: 'raise-rust', commit: '1c9f'.repeat(10)}],
    verdict: 'stopped',
  })
})

test('the files of a mended step go from what they were at first to what they are at last', () => {
  const file = (path: string, before: string, after: string) => ({
    path,
    before: fileWith(before),
    after: fileWith(after),
  })
  const failed: JournalEvent = {type: 'step-failed', ...first, problem: aProblem}
  const writes = [file('a', '2', '3'), file('b', 'x', 'y')]
  const mended: JournalEvent = {type: 'step-mended', ...first, proposals: ['p'], writes, by: 'keys'}
  const untilApplied: readonly JournalEvent[] = [
    sessionStarted,
    started,
    {...applied, files: [file('a', '1', '2'), file('c', 'c', 'C')]},
    failed,
    mended,
  ]

  expect(sessionOf(...untilApplied)?.steps[0]?.state).toEqual({status: 'running', applied: true, mending: writes})
  expect(sessionOf(...untilApplied, {...applied, files: writes})?.steps[0]).toMatchObject({
    state: {status: 'running', applied: true},
    files: [file('a', '1', '3'), file('c', 'c', 'C'), file('b', 'x', 'y')],
  })
})

test('the last word on an item counts, keeps a note until there is another, and outlives the attempt', () => {
  const mark = (mark: 'open' | 'done', by: string, note?: string): JournalEvent => ({
    type: 'item-marked',
    step: 'raise-rust',
    item: 'a.rs',
    mark,
    by,
    ...(note === undefined ? {} : {note}),
  })
  const other: JournalEvent = {type: 'item-marked', step: 'raise-rust', item: 'b.rs', mark: 'done', by: 'Ada'}

  const events = [sessionStarted, started, mark('open', 'Ada', 'ask Grace'), other, mark('done', 'Grace')]

  for (const more of [[], [{...started, attempt: 2} as const]])
    expect(sessionOf(...events, ...more)?.steps[0]?.marks).toEqual([
      {item: 'b.rs', mark: 'done', by: 'Ada'},
      {item: 'a.rs', mark: 'done', note: 'ask Grace', by: 'Grace'},
    ])
})

test('folding never changes the session it starts from', () => {
  const sessions: Session[] = []
  const pictures: string[] = []
  for (const event of wholeSession()) {
    const next = fold(sessions.at(-1), {at: moment, event})
    sessions.push(next)
    pictures.push(JSON.stringify(next))
  }

  expect(sessions.map(session => JSON.stringify(session))).toEqual(pictures)
})

test('a step takes as long as from its latest start to its latest outcome', () => {
  const at = (second: number, event: JournalEvent) => ({at: `2026-01-02T03:04:0${second}.000Z`, event})
  const timed = [at(0, sessionStarted), at(1, started), at(3, applied), at(6, verified)]

  const session = timed.reduce<Session | undefined>((before, one) => fold(before, one), undefined)

  expect(session?.steps.map(step => step.durationMs)).toEqual([5000, 0])
})

describe('an undo', () => {
  const before = [sessionStarted, started, applied, verified]

  test('is under way until it is finished', () => {
    const session = sessionOf(...before, undoStarted('roll-back'))

    expect(session?.undoing).toEqual({
      steps: ['raise-rust'],
      reason: 'roll-back',
      files: [back],
      by: 'keys',
      at: moment,
    })
    expect(session?.steps[0]?.state.status).toBe('verified')
  })

  test('leaves a step undone, or waiting when it is to be tried again', () => {
    const states = (['roll-back', 'retry'] as const).map(reason =>
      sessionOf(...before, undoStarted(reason), undoFinished),
    )

    expect(states.map(session => session?.steps[0]?.state)).toEqual([
      {status: 'undone', by: 'keys'},
      {status: 'waiting'},
    ])
    expect(states.map(session => session?.history.at(-1))).toEqual(
      states.map(() => ({kind: 'undo', steps: ['raise-rust'], files: [back]})),
    )
    expect(states.map(session => session?.undoing)).toEqual([undefined, undefined])
  })

  test('of an interrupted attempt is no history, because the attempt never was', () => {
    const session = sessionOf(sessionStarted, started, undoStarted('interrupted'), undoFinished)

    expect([session?.history, session?.steps[0]?.state]).toEqual([[], {status: 'waiting'}])
  })

  test('that could not restore everything leaves the step as it was, until one can', () => {
    const failure = {path: 'Cargo.toml', why: 'it is read-only'}
    const failed = sessionOf(...before, undoStarted('roll-back'), {...undoFinished, failed: [failure]})

    expect(failed?.failedUndo).toEqual({steps: ['raise-rust'], failed: [{...failure, promised: back.after}]})
    expect(failed?.steps[0]?.state.status).toBe('verified')
    expect(failed?.history.at(-1)).toEqual({kind: 'undo', steps: ['raise-rust'], files: []})

    const again = [undoStarted('roll-back'), undoFinished].reduce(
      (one, event) => fold(one, {at: moment, event}),
      failed,
    )
    expect([again?.failedUndo, again?.steps[0]?.state.status]).toEqual([undefined, 'undone'])
  })
})

describe('a session', () => {
  test('is open again once a step moves on or an undo starts', () => {
    const ended: JournalEvent = {type: 'session-ended', verdict: 'done'}
    const next: readonly JournalEvent[] = [
      {type: 'step-skipped', step: 'raise-rust', by: 'keys'},
      {...started, attempt: 2},
      undoStarted('roll-back'),
    ]

    expect(sessionOf(sessionStarted, started, ended)?.verdict).toBe('done')
    expect(next.map(event => sessionOf(sessionStarted, started, ended, event)?.verdict)).toEqual(
      next.map(() => undefined),
    )
  })

  test('stands at its first step that still asks for something', () => {
    const ids = [
      [sessionStarted],
      [sessionStarted, started, applied, verified],
      [sessionStarted, started, applied, verified, {type: 'step-accepted', ...first, by: 'keys'} as const],
      [
        sessionStarted,
        {type: 'step-skipped', step: 'raise-rust', by: 'keys'} as const,
        {type: 'step-not-needed', step: 'refresh-lockfile', evidence: ''} as const,
      ],
    ].map(events => {
      const session = sessionOf(...events)
      return session === undefined ? undefined : currentStep(session)?.plan.id
    })

    expect(ids).toEqual(['raise-rust', 'raise-rust', 'refresh-lockfile', undefined])
  })

  test('has the steps in force whose changes are in the tree', () => {
    const stories: readonly (readonly JournalEvent[])[] = [
      [],
      [started],
      [started, applied],
      [started, applied, verified],
      [started, applied, {type: 'step-failed', ...first, problem: aProblem}],
      [started, applied, verified, {type: 'step-accepted', ...first, by: 'keys'}],
      [started, applied, verified, undoStarted('roll-back'), undoFinished],
    ]

    const inForce = stories.map(events => {
      const session = sessionOf(sessionStarted, ...events)
      return session === undefined ? 0 : stepsInForce(session).length
    })
    expect(inForce).toEqual([0, 0, 1, 1, 1, 1, 0])
  })
})

test('all at once makes what one after the other makes, and each session before stays what it was', () => {
  const events = wholeSession().map(event => ({at: moment, event}))
  const sessions = events.map((_, at) => sessionOf(...events.slice(0, at + 1).map(({event}) => event)))
  const held = JSON.stringify(sessions)

  expect(foldAll(events)).toEqual(sessions.at(-1))
  expect(JSON.stringify(sessions)).toBe(held)
})
