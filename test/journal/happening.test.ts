import {expect, test} from 'vitest'
import type {StepPlan} from '../../src/domain/plan.ts'
import type {FileChange, JournalEvent} from '../../src/journal/event.ts'
import {fold} from '../../src/journal/fold.ts'
import {type Happening, happening} from '../../src/journal/happening.ts'
import type {Session} from '../../src/journal/session.ts'
import {aProblem} from '../support/journal-events.ts'

const paint: StepPlan = {
  id: 'paint',
  kind: 'paint',
  phase: 'prepare',
  title: 'Paint the wall',
  why: '',
  risk: 'low',
  needs: [],
}
const plan = {
  target: {wasmtime: null, rust: {version: '1.86', because: []}, edition: null},
  steps: [paint, {...paint, id: 'lay', kind: 'lay', title: 'Lay the floor'}],
}
const begin: JournalEvent = {type: 'session-started', sessionId: 's', tool: '0', plan, by: 'ada', git: null}
const ofPaint = {step: 'paint', attempt: 1}
const started: JournalEvent = {type: 'step-started', ...ofPaint, summary: '', writes: [], touches: []}

/** What is told of these events, one after the other. */
function told(...events: readonly JournalEvent[]): readonly string[] {
  let session: Session | undefined
  const lines: Happening[] = []
  for (const event of [begin, ...events]) {
    const timed = {at: '2026-03-02T10:14:42.000Z', event}
    const line = happening(session, timed)
    if (line !== undefined) lines.push(line)
    session = fold(session, timed)
  }
  return lines.slice(1).map(({by, did, what, tone}) => `${by} ${did} ${what}${tone === undefined ? '' : ` (${tone})`}`)
}

function change(path: string): FileChange {
  const after = {kind: 'file' as const, sha256: 'a'.repeat(64), mode: 0o644}
  return {path, before: {kind: 'absent'}, after}
}

test('a session starts with its plan, by whom', () => {
  expect(happening(undefined, {at: '2026-03-02T10:14:42.000Z', event: begin})).toEqual({
    at: '2026-03-02T10:14:42.000Z',
    by: 'ada',
    did: 'started',
    what: 'a plan of 2 steps',
  })
})

test('a step from its start to its acceptance, and its second try', () => {
  const again: JournalEvent = {type: 'step-started', step: 'paint', attempt: 2, summary: '', writes: [], touches: []}
  const same = {kind: 'absent' as const}

  expect(
    told(
      started,
      {type: 'step-applied', ...ofPaint, files: [change('Makefile'), {path: 'kept', before: same, after: same}]},
      {type: 'step-verified', ...ofPaint, summary: 'it shines'},
      {type: 'note-written', step: 'paint', text: 'blue, again', by: 'ada'},
      {type: 'step-accepted', ...ofPaint, by: 'ada'},
      again,
      {type: 'step-failed', step: 'paint', attempt: 2, problem: aProblem},
    ),
  ).toEqual([
    'wizard started Paint the wall',
    'wizard wrote Makefile',
    'wizard verified Paint the wall: it shines (good)',
    'ada noted Paint the wall: blue, again',
    'ada accepted Paint the wall (good)',
    'wizard started Paint the wall (try 2)',
    `wizard failed Paint the wall (try 2): ${aProblem.title} (bad)`,
  ])
})

test('a command with how it ended and how long it took; one that failed stands out', () => {
  const command = (marker: string): JournalEvent => ({
    type: 'command-started',
    ...ofPaint,
    marker,
    argv: ['brush', '--colour', 'sky blue', ...Array.from({length: 20}, () => '--stroke')],
    cwd: '/wall',
    out: '/o',
    err: '/e',
  })
  const ended = (marker: string, outcome: string): JournalEvent => ({
    type: 'command-ended',
    marker,
    outcome,
    durationMs: 61_000,
  })

  expect(told(started, command('m1'), ended('m1', 'exit 0'), command('m2'), ended('m2', 'exit 101')).slice(1)).toEqual([
    expect.stringMatching(/^wizard ran exit 0 after 1 min 01 s: brush --colour 'sky blue' --stroke /),
    expect.stringMatching(/^wizard ran exit 101 after 1 min 01 s: .* \(warn\)$/),
  ])
})

test('an undo with its steps, and every file it put back or couldn’t', () => {
  const undo = (files: FileChange[]): JournalEvent => ({
    type: 'undo-started',
    steps: ['paint', 'lay'],
    reason: 'undo',
    files,
    by: 'ada',
  })
  const finished = (...failed: {path: string; why: string}[]): JournalEvent => ({
    type: 'undo-finished',
    steps: ['paint', 'lay'],
    failed,
  })

  expect(
    told(
      undo([change('a'), change('b')]),
      finished(),
      undo([change('a')]),
      finished({path: 'a', why: 'read-only'}),
      undo([]),
      finished(),
    ),
  ).toEqual([
    'ada undid Paint the wall, Lay the floor (warn)',
    'wizard put back 2 files: a, b',
    'ada undid Paint the wall, Lay the floor (warn)',
    'wizard couldn’t put back a (read-only) (bad)',
    'ada undid Paint the wall, Lay the floor (warn)',
    'wizard put back no file: none had changed',
  ])
})

test('what was decided about steps, proposals and items', () => {
  expect(
    told(
      {type: 'step-not-needed', step: 'lay', evidence: 'it is laid'},
      {type: 'step-blocked', step: 'lay', problem: aProblem},
      {type: 'step-skipped', step: 'lay', by: 'policy'},
      started,
      {type: 'step-applied', ...ofPaint, files: []},
      {type: 'step-failed', ...ofPaint, problem: aProblem},
      {type: 'proposal-skipped', ...ofPaint, proposal: 'sand-first', by: 'ada'},
      {type: 'step-mended', ...ofPaint, proposals: ['prime'], writes: [], by: 'ada'},
      {type: 'item-marked', step: 'lay', item: 'corner', mark: 'not-applicable', by: 'ada'},
      {type: 'session-ended', verdict: 'done'},
    ).filter(line => !line.includes('started') && !line.includes('failed')),
  ).toEqual([
    'wizard passed over Lay the floor: it is laid',
    `wizard stopped at Lay the floor: ${aProblem.title} (warn)`,
    'policy skipped Lay the floor (warn)',
    'ada left out Paint the wall: sand-first',
    'ada mended Paint the wall: 1 proposal',
    'ada marked corner as not applicable',
    'wizard ended the session: done (good)',
  ])
})

test('what was saved, and how long a text is, doesn’t matter', () => {
  const lines = told(
    {type: 'content-saved', sha256: 'a'.repeat(64), gzip: 'AAAA'},
    {type: 'note-written', text: 'x'.repeat(100_000), by: 'ada'},
  )

  expect(lines).toHaveLength(1)
  expect(lines[0]?.length).toBeLessThan(600)
})
