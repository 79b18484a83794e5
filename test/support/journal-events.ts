import type {Plan} from '../../src/domain/plan.ts'
import type {Problem} from '../../src/domain/problem.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {fold} from '../../src/journal/fold.ts'
import type {Session} from '../../src/journal/session.ts'
import {codec} from '../../src/system/codec.ts'
import {moment} from './state-file.ts'

export const twoStepPlan: Plan = {
  target: {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null},
  steps: [
    {
      id: 'raise-rust',
      kind: 'raise-rust',
      phase: 'prepare',
      title: 'Raise Rust',
      why: 'wasmtime 36 needs it',
      risk: 'low',
      needs: [],
    },
    {
      id: 'refresh-lockfile',
      kind: 'refresh-lockfile',
      phase: 'dependencies',
      title: 'Lock the family',
      why: '',
      risk: 'low',
      needs: ['raise-rust'],
    },
  ],
}

export const aProblem: Problem = {
  code: 'command-failed',
  title: 'Failed (exit code 101): cargo update',
  detail: 'error: no matching package – “wasmtime”\n  tab\tand \u2028 separators',
  nextSteps: ['Mend the cause and retry.'],
}

export const sessionStarted: Extract<JournalEvent, {type: 'session-started'}> = {
  type: 'session-started',
  sessionId: 'b2f6',
  tool: '0.1.0',
  plan: twoStepPlan,
  by: 'Ada <ada@example.org>',
  git: {branch: 'main', head: '1c9f'},
}

export function contentSaved(text: string): JournalEvent {
  const bytes = new TextEncoder().encode(text)
  return {type: 'content-saved', sha256: codec.sha256(bytes), gzip: codec.gzipBase64(bytes)}
}

export function fileWith(text: string) {
  return {kind: 'file' as const, sha256: codec.sha256(new TextEncoder().encode(text)), mode: 0o644}
}

const rustChange = {path: 'Cargo.toml', before: fileWith(`rust-version = "1.75"\n`), after: fileWith('1.86 🦀\n')}
const hookChange = {path: 'Cargo.toml', before: rustChange.after, after: fileWith('1.86 🦀 \n')}
const lockChange = {path: 'Cargo.lock', before: {kind: 'absent' as const}, after: fileWith('[[package]]\n')}
const mendChange = {
  path: 'Cargo.lock',
  before: lockChange.after,
  after: fileWith('[[package]]\nname = "host"\n'),
}
const command = {
  type: 'command-started' as const,
  step: 'refresh-lockfile',
  attempt: 1,
  marker: 'b2f6/refresh-lockfile-1-1',
  argv: ['cargo', 'update', '--workspace'],
  cwd: '/repo',
  out: '/repo/.upgrade-wizard/logs/1.out',
  err: '/repo/.upgrade-wizard/logs/1.err',
}

/** The session that these events make, all of them at one moment. */
export function sessionOf(...events: readonly JournalEvent[]): Session | undefined {
  return events.reduce<Session | undefined>((session, event) => fold(session, {at: moment, event}), undefined)
}

/** A session with every kind of event in an order that can happen: one step accepted, one failed and undone. */
export function wholeSession(): readonly JournalEvent[] {
  const {marker} = command
  const first = {step: 'raise-rust', attempt: 1}
  const second = {step: 'refresh-lockfile', attempt: 1}
  const undone = {path: 'Cargo.lock', before: mendChange.after, after: lockChange.before}
  return [
    sessionStarted,
    {
      type: 'session-continued',
      tool: '0.2.0',
      by: 'Ada',
      git: {branch: null, head: null},
      machine: {host: 'desk', bootId: 'boot', rust: '1.86.0 (stable)'},
    },
    {type: 'note-written', text: 'Zeile mit Umlauten: äöü, and a quote: "', by: 'Ada'},
    contentSaved(`rust-version = "1.75"\n`),
    contentSaved('1.86 🦀\n'),
    {type: 'step-started', ...first, summary: 'Rust 1.86 in 1 place', writes: [rustChange], touches: []},
    {type: 'step-applied', ...first, files: [rustChange]},
    {type: 'step-verified', ...first, summary: 'Stated everywhere', data: {places: [1, null, 'two', {deep: true}]}},
    {
      type: 'item-marked',
      step: 'raise-rust',
      item: 'old a.rs',
      mark: 'not-applicable',
      note: 'only in tests',
      by: 'Ada',
    },
    {type: 'step-accepted', ...first, by: 'keys'},
    contentSaved('1.86 🦀 \n'),
    {type: 'step-rewritten', ...first, files: [hookChange]},
    {type: 'step-committed', ...first, commit: '1c9f'.repeat(10), by: 'keys'},
    {type: 'step-blocked', step: 'refresh-lockfile', problem: aProblem},
    {type: 'step-not-needed', step: 'refresh-lockfile', evidence: 'there already'},
    {type: 'step-skipped', step: 'refresh-lockfile', by: 'keys'},
    {
      type: 'step-started',
      ...second,
      summary: 'cargo writes a lockfile',
      writes: [],
      touches: [{path: 'Cargo.lock', before: {kind: 'absent'}}],
      found: {done: {'config-renamed': 2}},
    },
    command,
    {type: 'command-running', marker, process: {pid: 4711, startTime: '99', bootId: 'boot'}},
    {type: 'command-ended', marker, outcome: 'exit 101', durationMs: 12.5, freeBytes: 38e9},
    contentSaved('[[package]]\n'),
    {type: 'step-applied', ...second, files: [lockChange]},
    {type: 'step-failed', ...second, problem: aProblem},
    {type: 'proposal-skipped', ...second, proposal: 'config-renamed', by: 'keys'},
    contentSaved('[[package]]\nname = "host"\n'),
    {type: 'step-mended', ...second, proposals: ['E0432: unresolved import'], writes: [mendChange], by: 'policy'},
    {type: 'step-applied', ...second, files: [mendChange]},
    {type: 'step-failed', ...second, problem: aProblem},
    {type: 'undo-started', steps: ['refresh-lockfile'], reason: 'roll-back', files: [undone], by: 'keys'},
    {type: 'undo-finished', steps: ['refresh-lockfile'], failed: []},
    {type: 'session-ended', verdict: 'stopped'},
  ]
}
