import {expect, test} from 'vitest'
import {asTypedIn, describeEnd} from '../../../src/cli/faces/describe-end.ts'
import {plainPaint} from '../../../src/domain/paint.ts'
import type {RunEnd} from '../../../src/engine/run-end.ts'
import type {JournalEvent} from '../../../src/journal/event.ts'
import {aProblem, sessionOf, sessionStarted, twoStepPlan} from '../../support/journal-events.ts'

const rust = {step: 'raise-rust', attempt: 1}
const lock = {step: 'refresh-lockfile', attempt: 1}
const applied = (of: typeof rust): JournalEvent[] => [
  {type: 'step-started', ...of, summary: '', writes: [], touches: []},
  {type: 'step-applied', ...of, files: []},
]
const accepted = (of: typeof rust, by = 'keys'): JournalEvent[] => [
  ...applied(of),
  {type: 'step-verified', ...of, summary: 'So it is'},
  {type: 'step-accepted', ...of, by},
]
const failed = (of: typeof rust): JournalEvent[] => [...applied(of), {type: 'step-failed', ...of, problem: aProblem}]
const question = {
  id: 'plan',
  title: 'Start with this plan?',
  subject: {kind: 'plan' as const, plan: twoStepPlan, previews: []},
  options: [],
  recommended: 'start',
}

const ending = (end: RunEnd, events: readonly JournalEvent[] | undefined, started = sessionStarted) =>
  describeEnd(
    {end, session: events === undefined ? undefined : sessionOf(started, ...events), report: undefined},
    '/repo',
    plainPaint,
  )

test.each([
  ['1.95.0', ', built with 1.95.0'],
  ['1.97.0-nightly', ', built with 1.97.0-nightly'],
  ['1.86.0', ''],
])('the end says which Rust the build used where it is another: %s', (rust, told) => {
  const steps = twoStepPlan.steps.slice(0, 1).map(one => ({...one, id: 'prove-build', kind: 'prove-build'}))
  const plan = {...twoStepPlan, steps}
  const step = {step: 'prove-build', attempt: 1}
  const events: JournalEvent[] = [
    ...applied(step),
    {type: 'step-verified', ...step, summary: 'It builds', data: {rust}},
    {type: 'step-accepted', ...step, by: 'keys'},
  ]

  expect(ending({kind: 'done'}, events, {...sessionStarted, plan}).lines[0]).toBe(
    `Done: upgraded to wasmtime 36.0.14 on Rust 1.86${told}`,
  )
})

test('a move of wasmtime that fails at its proof names the search for the newest that passes', () => {
  const [first] = twoStepPlan.steps
  if (first === undefined) throw new Error('there is no step')
  const stepsOf = (...kinds: readonly string[]) => kinds.map(kind => ({...first, id: kind, kind, needs: []}))
  const linesOf = (...kinds: readonly string[]) =>
    ending({kind: 'quit'}, failed({step: 'prove-build', attempt: 1}), {
      ...sessionStarted,
      plan: {...twoStepPlan, steps: stepsOf(...kinds)},
    }).lines.join('\n')

  expect(linesOf('raise-family', 'prove-build')).toContain('upgrade-wizard bisect')
  expect(linesOf('prove-build')).not.toContain('bisect')
})

test('many steps that were undone are named by the first of them', () => {
  const [first] = twoStepPlan.steps
  if (first === undefined) throw new Error('there is no step')
  const steps = [1, 2, 3, 4, 5, 6].map(at => ({...first, id: `step-${at}`, title: `Step ${at}`}))
  const events = steps.flatMap(({id}): JournalEvent[] => accepted({step: id, attempt: 1}))
  const ids = steps.map(({id}) => id)
  const undone: JournalEvent[] = [
    {type: 'undo-started', steps: ids, reason: 'undo', files: [], by: 'keys'},
    {type: 'undo-finished', steps: ids, failed: []},
  ]

  const {lines} = ending({kind: 'quit'}, [...events, ...undone], {...sessionStarted, plan: {...twoStepPlan, steps}})

  expect(lines[0]).toBe('Stopped: “Step 1”, “Step 2”, “Step 3” and 3 more')
})

test.each([
  {
    law: 'everything accepted is done',
    end: {kind: 'done'} as const,
    events: [...accepted(rust), ...accepted(lock)],
    expected: {
      exitCode: 0,
      lines: [
        'Done: upgraded to wasmtime 36.0.14 on Rust 1.86',
        'Report: /repo/.upgrade-wizard/report.md',
        'To get back: upgrade-wizard undo --all',
      ],
    },
  },
  {
    law: 'what a person left out or took as it is was decided, so it is done',
    end: {kind: 'done'} as const,
    events: [
      ...failed(rust),
      {type: 'step-accepted', ...rust, by: 'keys'} as const,
      {type: 'step-skipped', step: 'refresh-lockfile', by: 'keys'} as const,
    ],
    expected: {exitCode: 0},
  },
  {
    law: 'what a policy left out is not done',
    end: {kind: 'done'} as const,
    events: [...accepted(rust, 'policy'), {type: 'step-skipped', step: 'refresh-lockfile', by: 'policy'} as const],
    expected: {
      exitCode: 1,
      lines: [
        'Not done: “Lock the family”',
        '  It could not be done and was left out.',
        'To get back: upgrade-wizard undo --all',
      ],
    },
  },
  {
    law: 'what failed and a policy took as it is is not done',
    end: {kind: 'done'} as const,
    events: [...accepted(rust), ...failed(lock), {type: 'step-accepted', ...lock, by: 'policy'} as const],
    expected: {
      exitCode: 1,
      lines: [
        'Not done: “Lock the family”',
        '  Failed (exit code 101): cargo update',
        'To get back: upgrade-wizard undo --all',
      ],
    },
  },
  {
    law: 'a failed step stops, with its reason where it is looked for',
    end: {kind: 'quit'} as const,
    events: [...accepted(rust), ...failed(lock)],
    expected: {
      exitCode: 1,
      lines: [
        'Stopped: “Lock the family”',
        '  Failed (exit code 101): cargo update',
        ...aProblem.detail.split('\n').map(line => `  ${line}`),
        'To go on: upgrade-wizard run',
        'To get back: upgrade-wizard undo --all',
      ],
    },
  },
  {
    law: 'leaving in between waits for the next start',
    end: {kind: 'quit'} as const,
    events: accepted(rust),
    expected: {exitCode: 10, lines: ['Stopped before the end.', 'To go on: upgrade-wizard run']},
  },
  {
    law: 'leaving before the first step wrote nothing',
    end: {kind: 'quit'} as const,
    events: undefined,
    expected: {
      exitCode: 10,
      lines: ['Stopped before the end.', 'Nothing was written. To start: upgrade-wizard run'],
    },
  },
  {
    law: 'undoing everything on purpose is done; what it left in place is said',
    end: {kind: 'quit', stays: ['The branch up36 stays; to delete it: git branch -D up36']} as const,
    events: [...accepted(rust), {type: 'session-ended', verdict: 'undone'} as const],
    expected: {
      exitCode: 0,
      lines: [
        'Undone',
        'What the steps wrote is taken back, proven by hash.',
        'The branch up36 stays; to delete it: git branch -D up36',
        'To apply it again: upgrade-wizard run',
        'To start anew: upgrade-wizard run --fresh',
      ],
    },
  },
  {
    law: 'a question that nobody answers waits, and says how to answer it',
    end: {kind: 'waiting', question} as const,
    events: undefined,
    expected: {
      exitCode: 10,
      lines: [
        'Waiting for a decision: Start with this plan?',
        'Nothing was written.',
        'To let every step that verifies be accepted: upgrade-wizard run --yes',
        'To decide by hand: upgrade-wizard run, in a terminal; with --screen-reader in numbered lines',
      ],
    },
  },
])('$law', ({end, events, expected}) => {
  expect(ending(end, events)).toMatchObject(expected)
})

test('an undo that could not restore everything has a code and a recipe of its own', () => {
  const end = {kind: 'undo-failed', failed: [{path: 'Makefile', why: 'it is a folder'}]} as const
  const recipe = ['Not everything could be restored.', '  Makefile: it is a folder', '    mv Makefile Makefile.aside']

  expect(describeEnd({end, session: undefined, report: undefined, recipe}, '/repo', plainPaint)).toEqual({
    exitCode: 4,
    lines: recipe,
  })
})

test('a plan with steps left out is done in part, and says what is missing', () => {
  const partial = {...twoStepPlan, steps: twoStepPlan.steps.slice(0, 1), leftOut: ['refresh-lockfile']}

  expect(ending({kind: 'done'}, accepted(rust), {...sessionStarted, plan: partial})).toEqual({
    exitCode: 0,
    lines: [
      'Done in part: 1 of 2 steps to wasmtime 36.0.14 on Rust 1.86',
      'Left out: refresh-lockfile',
      'To do the rest too: upgrade-wizard run --fresh',
      'Report: /repo/.upgrade-wizard/report.md',
      'To get back: upgrade-wizard undo --all',
    ],
  })
})

test.each([
  ['/repo', []],
  ['/repo/crates/host', []],
  ['/repository', ['From this folder, with: --repo /repo']],
  ['/', ['From this folder, with: --repo /repo']],
])('commands to type in %s lead to the repository', (cwd, more) => {
  const lines = ['Done', 'To get back: upgrade-wizard undo --all']

  expect(asTypedIn(cwd, '/repo', lines)).toEqual([...lines, ...more])
  expect(asTypedIn(cwd, '/repo', ['Done'])).toEqual(['Done'])
})
