import {expect, test} from 'vitest'
import type {BreakingChange} from '../../src/catalog/breaking-changes.ts'
import type {CheckedItem} from '../../src/domain/checklist.ts'
import type {Json} from '../../src/domain/json.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import type {Session} from '../../src/journal/session.ts'
import {handledChanges, teamRules} from '../../src/report/handled-changes.ts'
import {sessionOf} from '../support/journal-events.ts'

const change = (id: string, major = 36): BreakingChange => ({
  ...{id, crate: 'wasmtime', major, summary: `What ${id} is`, kind: 'rename', detectIn: 'rust', effect: 'error'},
  ...{isAutomatic: true, rustcErrors: [], likelihood: 3, pullRequests: []},
})

/** A session in which each of these steps was carried out and accepted. */
function carriedOut(steps: Readonly<Record<string, {found?: Json; data?: Json; mended?: readonly string[]}>>): Session {
  const ids = Object.keys(steps)
  const events: JournalEvent[] = [
    {
      ...{type: 'session-started', sessionId: 's', tool: '0', by: 'ada', git: null},
      plan: {
        target: {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null},
        steps: ids.map(id => ({id, kind: id, phase: 'code', title: id, why: '', risk: 'none', needs: []})),
      },
    },
    ...Object.entries(steps).flatMap(([step, {found, data, mended}]): JournalEvent[] => {
      const of = {step, attempt: 1}
      return [
        {type: 'step-started', ...of, summary: '', writes: [], touches: [], ...(found === undefined ? {} : {found})},
        {type: 'step-applied', ...of, files: []},
        ...(mended === undefined ? [] : mend(of, mended)),
        {type: 'step-verified', ...of, summary: '', ...(data === undefined ? {} : {data})},
        {type: 'step-accepted', ...of, by: 'ada'},
      ]
    }),
  ]
  const session = sessionOf(...events)
  if (session === undefined) throw new Error('no session')
  return session
}

function mend(of: {step: string; attempt: number}, proposals: readonly string[]): JournalEvent[] {
  const problem = {code: 'x', title: 'Errors', detail: '', nextSteps: []}
  return [
    {type: 'step-failed', ...of, problem},
    {type: 'step-mended', ...of, proposals: [...proposals], writes: [], by: 'ada'},
    {type: 'step-applied', ...of, files: []},
  ]
}

const item = (id: string, more: Partial<CheckedItem>): CheckedItem => ({
  ...{id: `${id} a`, change: id, path: 'src/a.rs', what: '', todo: '', effect: 'silent', mark: 'open'},
  ...more,
})

const round = (errors: number) => ({errors, mends: 0, targets: [], fingerprint: ''})
const told = (session: Session, known: Parameters<typeof handledChanges>[1]) =>
  handledChanges(session, known).map(one => [one.id, ...one.handled.map(({how, places}) => `${places} ${how}`)])

test('every change that the code met is told with who dealt with it', () => {
  const session = carriedOut({
    'raise-family': {found: {done: {feature: 1}}},
    'rewrite-code': {found: {done: {renamed: 4}}},
    'mend-code': {
      data: {rounds: [round(6), round(0)], groups: [], met: {renamed: 1, signature: 5}} as unknown as Json,
      mended: ['signature'],
    },
    'prove-build': {},
  })
  const checklist = [
    item('silent', {mark: 'done', by: 'ada', note: 'doubled'}),
    item('silent', {}),
    item('shape', {compiles: true, effect: 'error'}),
  ]
  const changes = ['feature', 'renamed', 'signature', 'silent', 'shape', 'unmet', 'moved'].map(id => change(id))

  expect(told(session, {changes, uses: {renamed: 5, moved: 2}, checklist})).toEqual([
    ['feature', '1 rewritten by a rule'],
    ['moved', '2 compiles as it is'],
    ['renamed', '4 rewritten by a rule', '1 mended by hand'],
    ['shape', '1 compiles as it is'],
    ['signature', '5 mended as the compiler suggests'],
    ['silent', '1 looked at and done', '1 still open'],
  ])
  expect(handledChanges(session, {changes, uses: undefined, checklist})[0]).toMatchObject({found: null})
})

test('what an undone step did handled nothing', () => {
  const session = carriedOut({'rewrite-code': {found: {done: {renamed: 4}}}})
  const steps = session.steps.map(step => ({...step, state: {status: 'undone', by: 'ada'} as const}))

  expect(told({...session, steps}, {changes: [change('renamed')], uses: {renamed: 4}, checklist: []})).toEqual([
    ['renamed', '4 still open'],
  ])
})

test('errors that are left are open, those that went were mended by hand where nothing was proposed', () => {
  const group = {id: 'moved', change: 'moved', title: '', why: '', count: 2, places: [], rendered: '', suggestions: []}
  const data = {rounds: [round(5), round(2)], groups: [group], met: {moved: 5}} as unknown as Json

  expect(told(carriedOut({'mend-code': {data}}), {changes: [change('moved')], uses: {}, checklist: []})).toEqual([
    ['moved', '3 mended by hand', '2 still open'],
  ])
})

test('rules of the team’s own stand apart', () => {
  const session = carriedOut({'apply-team-rules': {found: {done: {'no-unwrap': 3}}}})

  expect(teamRules(session)).toEqual({'no-unwrap': 3})
  expect(told(session, {changes: [change('no-unwrap')], uses: {}, checklist: []})).toEqual([])
})
