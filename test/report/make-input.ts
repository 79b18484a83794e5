import type {Measurement, Reading} from '../../src/domain/measurement.ts'
import type {ReportInput, ReportStep} from '../../src/report/report-input.ts'

/** `passed a::one`, `failed a::two`: a measured workspace of these tests. */
export function measured(tests: readonly string[], more: Partial<Measurement> = {}): Measurement {
  return {
    check: {passed: true, durationMs: 20_000, failedTargets: []},
    readings: [checkTime(20_000)],
    tests: {
      built: true,
      durationMs: 40_000,
      outcomes: tests.map(text => {
        const [outcome = '', name = ''] = text.split(' ')
        return {name, outcome: outcome === 'failed' || outcome === 'ignored' ? outcome : 'passed'}
      }),
    },
    locked: {wasmtime: ['25.0.3']},
    ...more,
  }
}

/** `cargo check`, measured once. */
export function checkTime(value: number): Reading {
  return {kind: 'check-time', name: '', unit: 'ms', value, runs: 1}
}

export function step(id: string, more: Partial<ReportStep> = {}): ReportStep {
  return {
    id,
    title: `The step ${id}`,
    phase: 'prepare',
    status: 'accepted',
    attempts: 1,
    decidedBy: 'ada',
    durationMs: 1500,
    changedFiles: /^(raise|refresh|rewrite)-/.test(id),
    summary: 'Done',
    ...more,
  }
}

/** A session that went well; the report step is the one that is running. */
export function input(more: Partial<ReportInput> = {}): ReportInput {
  return {
    tool: 'upgrade-wizard 0.1.0',
    repository: 'adrdrift',
    target: {
      wasmtime: '36.0.14',
      rust: {version: '1.86', because: [{needs: 'wasmtime 36.0.14', version: '1.86'}]},
      edition: null,
    },
    versions: [{name: 'wasmtime', before: '25.0.3', after: '36.0.14'}],
    steps: [
      step('record-baseline', {summary: 'Build passes; 2 tests passed, 0 failed'}),
      step('raise-rust'),
      step('raise-family', {phase: 'dependencies', attempts: 2}),
      step('refresh-lockfile', {phase: 'dependencies'}),
      step('prove-build', {phase: 'code', durationMs: 75_000}),
      step('prove-tests', {phase: 'validate'}),
      step('write-report', {phase: 'finish', status: 'running'}),
    ],
    notes: [],
    baseline: measured(['passed a::one', 'passed a::two']),
    after: measured(['passed a::one', 'passed a::two'], {
      readings: [checkTime(21_000)],
      locked: {wasmtime: ['36.0.14']},
    }),
    files: [{path: 'Cargo.toml', added: 1, removed: 1}],
    silentChanges: [],
    checklist: [],
    breaking: {from: 25, to: 36, known: 0, met: [], notMet: 0, notSeen: 0, teamRules: []},
    duplicates: {consolidated: [], added: []},
    takenBack: [],
    earlier: [],
    rounds: [],
    disk: [],
    back: {undo: [], git: null},
    time: {planned: null, commands: 0},
    startedAt: '2026-09-01T10:00:00.000Z',
    endedAt: '2026-09-01T10:12:30.000Z',
    ...more,
  }
}
