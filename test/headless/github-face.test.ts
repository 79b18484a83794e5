import {expect, test} from 'vitest'
import {plainPaint} from '../../src/domain/paint.ts'
import type {Subject} from '../../src/domain/question.ts'
import {githubFace} from '../../src/headless/github-face.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {aProblem, sessionStarted} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'

const rust = {step: 'raise-rust', attempt: 1}
const lock = {step: 'refresh-lockfile', attempt: 1}
const started = (of: typeof rust, summary = ''): JournalEvent => ({
  type: 'step-started',
  ...of,
  summary,
  writes: [],
  touches: [],
})
const accepted: readonly JournalEvent[] = [
  {type: 'step-verified', ...rust, summary: 'Stated everywhere'},
  {type: 'step-accepted', ...rust, by: 'policy'},
]
const place = {path: 'src/lib.rs', line: 3, column: 5, message: 'no `Config` in the root'}
const group = {
  id: 'config-moved',
  code: 'E0432',
  title: 'Config moved',
  why: 'It is in wasmtime::config now.',
  count: 1,
  places: [place],
  rendered: '',
  suggestions: [],
}

test('each step is a group, closed before the next one and before the end', () => {
  expect(
    told(sessionStarted, started(rust), ...accepted, {
      type: 'step-not-needed',
      step: 'refresh-lockfile',
      evidence: 'so',
    }),
  ).toEqual([
    '::group::[1/2] Raise Rust',
    '      verified: Stated everywhere',
    '::endgroup::',
    '::group::[2/2] Lock the family',
    '      not needed: so',
    '::endgroup::',
    'Done',
  ])
})

test('a problem is marked where it is, from the workspace on, once it is known to last', () => {
  const problem = {...aProblem, path: 'Cargo.toml', line: 7, column: 1}
  const failed: JournalEvent = {type: 'step-failed', ...lock, problem}

  const lines = told(sessionStarted, started(lock), failed)
  expect(lines.filter(line => line.startsWith('::error'))).toEqual([
    '::error file=sub/Cargo.toml,line=7,col=1,title=Failed (exit code 101)%3A cargo update::error: no matching package – “wasmtime”%0A  tab    and � separators%0A→ Mend the cause and retry.',
  ])
  expect(lines.indexOf('::endgroup::')).toBeLessThan(lines.findIndex(line => line.startsWith('::error')))
  expect(commands(told(sessionStarted, started(lock), failed, {type: 'step-verified', ...lock, summary: ''}))).toEqual(
    [],
  )
})

test('what does not compile is marked error by error, and no more often than GitHub shows', () => {
  const places = Array.from({length: 25}, (_, at) => ({...place, line: at + 1}))
  const data = {rounds: [], groups: [{...group, count: 25, places}]}

  const marks = commands(told(sessionStarted, started(lock), {type: 'step-failed', ...lock, problem: aProblem, data}))

  expect(marks).toHaveLength(10)
  expect(marks[1]).toBe(
    '::error file=sub/src/lib.rs,line=2,col=5,title=E0432 Config moved::no `Config` in the root%0AIt is in wasmtime::config now.',
  )
})

test('notes of a step, files that could not be read and what is left for people are warnings', async () => {
  const {face, lines} = listening()
  const item = {id: '1', path: 'src/a.rs', line: 4, what: 'Fuel is charged by size.', todo: 'Raise budgets.'}
  const subject: Subject = {
    kind: 'checklist',
    stepId: 'raise-rust',
    summary: '',
    items: [
      {...item, effect: 'silent', mark: 'open'},
      {...item, id: '2', effect: 'silent', mark: 'done'},
    ],
  }
  face.see({...survey, problems: [{...aProblem, title: 'Broken', detail: 'why', path: 'x.toml', line: 2}]})
  for (const event of [sessionStarted, started(rust, 'Rust 1.86\nDockerfile: it is read-only')])
    face.hear({at: moment, event})
  await face.ask({id: 'q', title: '', subject, options: [], recommended: 'accept'})
  face.end({exitCode: 0, lines: []})

  expect(commands(lines)).toEqual([
    '::warning file=sub/x.toml,line=2,title=Broken::why%0A→ Mend the cause and retry.',
    '::warning title=Note::Dockerfile: it is read-only',
    '::warning file=sub/src/a.rs,line=4,title=Fuel is charged by size.::Raise budgets.',
  ])
})

test('what ends the run too soon is an error', () => {
  const {face, lines} = listening()
  face.end({exitCode: 3, problem: {...aProblem, title: 'No cargo', detail: 'It is not there'}, lines: []})

  expect(lines).toEqual(['::error title=No cargo::It is not there%0A→ Mend the cause and retry.'])
})

const survey = {
  root: '/repo',
  git: null,
  manifests: [],
  lockfiles: [],
  findings: [],
  filesRead: 0,
  leftOut: [],
  problems: [],
}

function listening() {
  const lines: string[] = []
  const write = (line: string) => lines.push(line)
  const face = githubFace({
    write,
    command: write,
    folder: 'sub/',
    paint: plainPaint,
    nowMs: () => 0,
    readLog: async () => '',
    answer: async () => undefined,
  })
  return {face, lines}
}

function told(...events: readonly JournalEvent[]): readonly string[] {
  const {face, lines} = listening()
  for (const event of events) face.hear({at: moment, event})
  face.end({exitCode: 0, lines: ['Done']})
  return lines
}

function commands(lines: readonly string[]): readonly string[] {
  return lines.filter(line => /^::(error|warning)/.test(line))
}
