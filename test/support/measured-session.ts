import type {Json} from '../../src/domain/json.ts'
import type {Plan, StepPlan} from '../../src/domain/plan.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {fold} from '../../src/journal/fold.ts'
import type {Session} from '../../src/journal/session.ts'
import {checkTime, measured} from '../report/make-input.ts'

/** What becomes of the steps that measure, in their order; the ones that aren't named are waiting. */
export type Proofs = {
  readonly baseline?: Readonly<Parameters<typeof measured>>
  readonly check?: {readonly durationMs: number; readonly passed?: boolean; readonly failedTargets?: readonly string[]}
  readonly errors?: readonly number[]
  readonly lints?: Readonly<Record<string, number>>
  readonly tests?: Parameters<typeof measured>[0]
}

const titles = {
  'record-baseline': 'Record what builds and which tests pass',
  'raise-family': 'Raise wasmtime to 36.0.14',
  'mend-code': 'Mend what no longer compiles',
  'prove-build': 'Prove that it builds',
  'lint-code': 'See what clippy finds',
  'prove-tests': 'Prove that every test still passes',
}
const steps: readonly StepPlan[] = Object.entries(titles).map(([id, title]) => ({
  ...{id, kind: id, title, why: '', needs: []},
  phase: 'code',
  risk: 'none',
}))

export const measuringPlan: Plan = {
  target: {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null},
  steps: [...steps],
}

/** A session of an upgrade from wasmtime 25 whose steps have recorded this much. */
export function measuredSession({baseline, check, errors, lints, tests}: Proofs, plan = measuringPlan): Session {
  const before = {rust: ['1.75'], requirements: {wasmtime: ['25.0']}, majors: {}}
  const begun: JournalEvent = {type: 'session-started', sessionId: 's', tool: '0', plan, by: 'ada', git: null, before}
  const now = tests && measured(tests, {locked: {wasmtime: ['36.0.14']}})
  return [
    begun,
    ...(baseline === undefined ? [] : proved('record-baseline', measured(...baseline))),
    ...(baseline === undefined ? [] : proved('raise-family')),
    ...(errors === undefined ? [] : proved('mend-code', {rounds: errors.map(round), groups: []})),
    ...(check === undefined
      ? []
      : proved('prove-build', {
          check: {passed: true, failedTargets: [], ...check},
          readings: [checkTime(check.durationMs)],
        } as Json)),
    ...(lints === undefined ? [] : proved('lint-code', {lints})),
    ...(now === undefined ? [] : proved('prove-tests', {tests: now.tests, locked: now.locked} as Json)),
  ]
    .map((event, at) => ({at: new Date(Date.parse('2026-03-02T10:00:00.000Z') + at * 30_000).toISOString(), event}))
    .reduce<Session | undefined>(fold, undefined) as Session
}

function proved(step: keyof typeof titles, data?: Json): JournalEvent[] {
  const given = data === undefined ? {} : {data}
  return [
    {type: 'step-started', step, attempt: 1, summary: '', writes: [], touches: []},
    {type: 'step-applied', step, attempt: 1, files: []},
    {type: 'step-verified', step, attempt: 1, summary: 'Done', ...given},
    {type: 'step-accepted', step, attempt: 1, by: 'ada'},
  ]
}

function round(errors: number, mends: number): Json {
  return {errors, mends, targets: ['lib'], fingerprint: String(errors)}
}
