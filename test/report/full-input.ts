import type {Measurement} from '../../src/domain/measurement.ts'
import type {ReportInput} from '../../src/report/report-input.ts'
import {input, measured, step} from './make-input.ts'

const mebibyte = 1024 ** 2

const advisory = (id: string, version: string, title: string) => ({id, package: 'wasmtime', version, title})

/** An upgrade in which everything happened that a report can tell. */
export function fullInput(more: Partial<ReportInput> = {}): ReportInput {
  return input({...told, ...more})
}

const before: Partial<Measurement> = {
  readings: [
    {kind: 'check-time', name: '', unit: 'ms', value: 4200, low: 4100, high: 4400, runs: 5},
    {kind: 'build-time', name: 'cold', unit: 'ms', value: 184_000, runs: 1},
    {kind: 'wasm-size', name: 'plugins/a.wasm', unit: 'bytes', value: 480_000, runs: 1},
    {kind: 'bench', name: 'parse/large', unit: 'ns', value: 1_240_000, low: 1_200_000, high: 1_300_000, runs: 1},
    {kind: 'bench', name: 'call', unit: 'ns', value: 400, low: 395, high: 405, runs: 1},
    {kind: 'command', name: 'throughput', unit: 'req/s', value: 900, runs: 3, higherIsBetter: true},
    {kind: 'binary-size', name: 'host', unit: 'bytes', value: 21 * mebibyte, runs: 1},
  ],
  features: [
    {name: 'host: none', passed: true, durationMs: 900},
    {name: 'host: legacy', passed: false, durationMs: 400},
  ],
  commands: [{name: 'make-lint', outcome: 'passed', durationMs: 3000}],
  advisories: {
    source: 'cargo audit',
    found: [
      advisory('RUSTSEC-2024-0438', '25.0.3', 'Windows device names'),
      advisory('RUSTSEC-2025-0046', '25.0.3', 'fd_renumber panics'),
    ],
  },
  skipped: [{what: 'Container image', why: 'no engine answers here (docker, podman)'}],
}

const after: Partial<Measurement> = {
  readings: [
    {kind: 'check-time', name: '', unit: 'ms', value: 4300, low: 4000, high: 4700, runs: 5},
    {kind: 'build-time', name: 'cold', unit: 'ms', value: 212_000, runs: 1},
    {kind: 'wasm-size', name: 'plugins/a.wasm', unit: 'bytes', value: 489_000, runs: 1},
    {kind: 'bench', name: 'parse/large', unit: 'ns', value: 1_320_000, low: 1_240_000, high: 1_400_000, runs: 1},
    {kind: 'bench', name: 'call', unit: 'ns', value: 470, low: 460, high: 480, runs: 1},
    {kind: 'command', name: 'throughput', unit: 'req/s', value: 1010, runs: 3, higherIsBetter: true},
    {kind: 'binary-size', name: 'host', unit: 'bytes', value: 24 * mebibyte, runs: 1},
  ],
  features: [
    {name: 'host: none', passed: true, durationMs: 950},
    {name: 'host: legacy', passed: false, durationMs: 410},
  ],
  commands: [{name: 'make-lint', outcome: 'passed', durationMs: 3200}],
  advisories: {source: 'cargo audit', found: [advisory('RUSTSEC-2025-0046', '36.0.14', 'fd_renumber panics')]},
  skipped: [{what: 'Container image', why: 'no engine answers here (docker, podman)'}],
  locked: {wasmtime: ['36.0.14']},
}

const now = measured(['passed a::one', 'passed a::two'], after)

const told: Partial<ReportInput> = {
  baseline: measured(['passed a::one', 'passed a::two'], before),
  after: {
    ...now,
    tests: {
      built: true,
      durationMs: 39_000,
      outcomes: (now.tests?.outcomes ?? []).map(test => (test.name === 'a::two' ? {...test, flaky: true} : test)),
    },
  },
  steps: [
    ...input().steps.slice(0, -1),
    step('mend-code', {phase: 'code', durationMs: 62_000, attempts: 2, summary: 'The workspace builds'}),
    step('run-benches', {
      phase: 'validate',
      status: 'failed',
      durationMs: 140_000,
      problem: {
        code: 'rollback-recommended',
        title: 'Going back is recommended: bench call',
        detail: '',
        nextSteps: [],
        recommendsUndo: true,
      },
    }),
  ],
  breaking: {
    from: 25,
    to: 36,
    known: 68,
    met: [
      {
        id: 'wasi-root-to-p2',
        crate: 'wasmtime-wasi',
        major: 33,
        summary: 'Everything of WASIp2 moved under `wasmtime_wasi::p2`.',
        effect: 'error',
        found: 5,
        handled: [
          {how: 'rewritten by a rule', places: 4, notes: []},
          {how: 'mended by hand', places: 1, notes: []},
        ],
      },
      {
        id: 'fuel-by-size',
        crate: 'wasmtime',
        major: 35,
        summary: 'Fuel is charged by size.',
        effect: 'silent',
        found: 1,
        handled: [{how: 'looked at and done', places: 1, notes: ['ada: budgets doubled']}],
      },
    ],
    notMet: 63,
    notSeen: 3,
    teamRules: [{rule: 'no-anyhow-in-hosts', places: 2}],
  },
  duplicates: {
    consolidated: [{path: 'Cargo.lock', crate: 'wasmtime', before: ['24.0.5', '25.0.3'], after: ['36.0.14']}],
    added: [{path: 'Cargo.lock', crate: 'hashbrown', before: ['0.14.5'], after: ['0.14.5', '0.15.2']}],
  },
  silentChanges: [{major: 30, crate: 'wasmtime', summary: 'memory64 is enabled by default.'}],
  takenBack: [
    {
      at: '2026-09-01T10:03:00.000Z',
      by: 'ada',
      how: 'retried',
      steps: ['The step mend-code'],
      files: 3,
      why: ['42 errors are left', 'ada: forgot the guest'],
    },
  ],
  earlier: [
    {
      startedAt: '2026-08-30T10:00:00.000Z',
      endedAt: '2026-08-30T11:00:00.000Z',
      wasmtime: '37.0.2',
      rust: '1.87',
      ended: 'undone',
      problems: ['Prove that it builds: javy holds wasmtime 24'],
      takenBack: [],
      notes: [{text: 'wait for javy 4', by: 'grace'}],
    },
  ],
  rounds: [42, 17, 3, 0],
  disk: [
    {at: '2026-09-01T10:01:00.000Z', freeBytes: 40e9},
    {at: '2026-09-01T10:05:00.000Z', freeBytes: 33e9},
    {at: '2026-09-01T10:11:00.000Z', freeBytes: 35.5e9},
  ],
  back: {
    undo: [
      {command: 'upgrade-wizard undo --all', title: 'Everything', steps: 8, files: 5, refused: null, stays: []},
      {
        command: 'upgrade-wizard undo --only rust',
        title: 'Only Rust, wasmtime stays',
        steps: 1,
        files: 2,
        refused: 'wasmtime 36.0.14 can’t stay without the new Rust',
        stays: [],
      },
    ],
    git: {
      commands: ['git restore --source=5653c15fa654 --staged --worktree -- Cargo.toml'],
      onlyInState: ['Cargo.lock'],
    },
  },
  time: {planned: 540_000, commands: 610_000},
  checklist: [
    {
      id: 'fuel',
      change: 'fuel-by-size',
      path: 'src/run.rs',
      line: 12,
      what: 'Fuel is charged by size.',
      todo: 'Budgets may need more.',
      effect: 'silent',
      mark: 'done',
      by: 'ada',
      note: 'budgets doubled',
    },
  ],
  notes: [{text: 'Reviewed with Grace', by: 'ada'}],
}
