import {describe, expect, test} from 'vitest'
import type {JournalEvent} from '../../src/journal/event.ts'
import {findDuplicates} from '../../src/report/consolidated.ts'
import {earlierSession} from '../../src/report/earlier-session.ts'
import {listLessons} from '../../src/report/lessons.ts'
import {markdownAdvisories} from '../../src/report/markdown-proofs.ts'
import {reportProofs} from '../../src/report/proofs.ts'
import {makeReport} from '../../src/report/report.ts'
import {reportDocumentSchema, reportJson} from '../../src/report/report-json.ts'
import {reportOfDocument} from '../../src/report/report-of-document.ts'
import {takenBackRows} from '../../src/report/taken-back.ts'
import {timeLines} from '../../src/report/time-lines.ts'
import {timeReport} from '../../src/report/time-report.ts'
import {sessionOf, sessionStarted, wholeSession} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'
import {fullInput} from './full-input.ts'
import {input, measured} from './make-input.ts'

const of = {step: 'raise-rust', attempt: 1} as const
const started: JournalEvent = {type: 'step-started', ...of, summary: '', writes: [], touches: []}
const problem = {code: 'x', title: 'The edit fails', detail: '', nextSteps: []}

describe('what was taken back', () => {
  test('is told with what was wrong and what was noted, each note once', () => {
    const note = (text: string): JournalEvent => ({type: 'note-written', step: 'raise-rust', text, by: 'ada'})
    const undo = (reason: 'retry' | 'roll-back'): JournalEvent[] => [
      {type: 'undo-started', steps: ['raise-rust'], reason, files: [], by: 'ada'},
      {type: 'undo-finished', steps: ['raise-rust'], failed: []},
    ]
    const session = sessionOf(
      ...[sessionStarted, started, {type: 'step-applied' as const, ...of, files: []}],
      ...[{type: 'step-failed' as const, ...of, problem}, note('wrong branch'), ...undo('retry')],
      {...started, attempt: 2},
      {type: 'step-applied', step: 'raise-rust', attempt: 2, files: []},
      {type: 'step-verified', step: 'raise-rust', attempt: 2, summary: 'Done'},
      ...undo('roll-back'),
    )

    expect(session && takenBackRows(session).map(({how, steps, why}) => [how, ...steps, ...why])).toEqual([
      ['retried', 'Raise Rust', 'The edit fails', 'ada: wrong branch'],
      ['rolled back', 'Raise Rust'],
    ])
  })

  test('of an attempt before this one is kept for the next', () => {
    const session = sessionOf(...wholeSession())

    expect(session && earlierSession(session)).toEqual({
      startedAt: moment,
      endedAt: moment,
      wasmtime: '36.0.14',
      rust: '1.86',
      ended: 'stopped',
      problems: [],
      takenBack: [
        {
          at: moment,
          by: 'keys',
          how: 'rolled back',
          steps: ['Lock the family'],
          files: 1,
          why: ['Failed (exit code 101): cargo update'],
        },
      ],
      notes: [{text: 'Zeile mit Umlauten: äöü, and a quote: "', by: 'Ada'}],
    })
  })
})

describe('time', () => {
  const command = (marker: string, durationMs: number): JournalEvent[] => [
    {type: 'command-started', ...of, marker, argv: ['cargo'], cwd: '/', out: '', err: ''},
    {type: 'command-ended', marker, outcome: 'exit 0', durationMs},
  ]

  test('is forecast from the baseline, and never without one', () => {
    const session = sessionOf(sessionStarted, started, ...command('a', 700), ...command('b', 300))
    if (session === undefined) throw new Error('no session')
    const kinds = ['record-baseline', 'mend-code', 'prove-build', 'prove-tests', 'write-report']
    const [first] = session.steps
    const steps = kinds.flatMap(kind => (first ? [{...first, plan: {...first.plan, kind}}] : []))

    expect(timeReport(session, undefined)).toEqual({planned: null, commands: 1000})
    expect(timeReport({...session, steps}, measured(['passed a::one']))).toEqual({
      planned: 1000 + 20_000 + 20_000 + 40_000,
      commands: 5000,
    })
  })

  test('is told against its forecast, with what it cost in room', () => {
    expect(timeLines(makeReport(fullInput()))).toEqual([
      'Commands took 10 min 10 s; 9 min 0 s were forecast from the baseline (+13 %).',
      'From start to end 12 min 30 s, waiting for decisions included.',
      'Free on the disk after the first command 40 GB, at the end 36 GB, least 33 GB.',
      'Compile errors: 42 → 17 → 3 → 0.',
    ])
    expect(timeLines(makeReport(input()))).toEqual([])
  })
})

test('a crate with fewer versions is consolidated, one with more is new', () => {
  const locked = (...packages: string[]) => ({
    path: 'Cargo.lock',
    packages: packages.map(text => {
      const [name = '', version = ''] = text.split(' ')
      return {name, version, source: 'registry+x', dependencies: []}
    }),
  })
  const before = locked('a 1.0.0', 'a 2.0.0', 'b 1.0.0', 'gone 1.0.0', 'gone 2.0.0', 'same 1.0.0', 'same 2.0.0')
  const after = locked('a 3.0.0', 'b 1.0.0', 'b 2.0.0', 'new 1.0.0', 'same 1.0.0', 'same 2.0.0')

  expect(findDuplicates([{before, after}])).toEqual({
    consolidated: [{path: 'Cargo.lock', crate: 'a', before: ['1.0.0', '2.0.0'], after: ['3.0.0']}],
    added: [{path: 'Cargo.lock', crate: 'b', before: ['1.0.0'], after: ['1.0.0', '2.0.0']}],
  })
})

test('features, commands and advisories are compared by name; what was skipped on both sides is told once', () => {
  const proofs = reportProofs(fullInput())

  expect(proofs.features[1]).toEqual({name: 'host: legacy', before: false, after: false, beforeMs: 400, afterMs: 410})
  expect(proofs.commands).toEqual([
    {name: 'make-lint', before: 'passed', after: 'passed', beforeMs: 3000, afterMs: 3200},
  ])
  expect(proofs.advisories?.fixed.map(({id}) => id)).toEqual(['RUSTSEC-2024-0438'])
  expect(proofs.advisories?.left.map(({version}) => version)).toEqual(['36.0.14'])
  expect(proofs.flaky).toEqual(['a::two'])
  expect(proofs.skipped).toHaveLength(1)
  expect(reportProofs({}).advisories).toBeNull()
})

test('one advisory that hits two versions stands in one row', () => {
  const hit = (version: string) => ({id: 'RUSTSEC-1', package: 'wasmtime', version, title: 'It panics'})
  const source = 'cargo audit'
  const advisories = {source, found: [hit('24.0.5'), hit('36.0.2')]}
  const baseline = measured([], {advisories})

  expect(
    markdownAdvisories(reportProofs({baseline, after: measured([], {advisories: {source, found: []}})})),
  ).toContain('| gone | `RUSTSEC-1` | wasmtime 24.0.5, 36.0.2 | It panics |')
})

test('lessons are facts of this upgrade, and none where nothing was out of the ordinary', () => {
  expect(listLessons(makeReport(fullInput()))).toEqual([
    'Code: 4 places rewritten by a rule, 1 place mended by hand, 1 place looked at and done.',
    'The compiler’s errors went 42 → 17 → 3 → 0 in 4 rounds.',
    '“The step raise-family” took 2 tries.',
    '“The step mend-code” took 2 tries.',
    '“The step run-benches” took longest: 2 min 20 s.',
    'cargo build (cold) went past its limit.',
    'bench call went past its limit.',
    '1 test failed and passed when run again.',
    'It filled up to 7.0 GB of the disk.',
    'It was the attempt after 1 other.',
  ])
})

test('the document holds all of it, fits its schema, and gives the same report back', () => {
  const document = reportJson(makeReport(fullInput()))

  expect(reportDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
  expect(document).toMatchObject({
    diff: {files: 1, added: 1, removed: 1},
    burnDown: [42, 17, 3, 0],
    time: {planned: 540_000, commands: 610_000, taken: 750_000},
    rollback: {git: {onlyInState: ['Cargo.lock']}},
    flaky: ['a::two'],
  })
  expect(reportJson(reportOfDocument(document))).toEqual(document)
})
