import {expect, test} from 'vitest'
import {changelogText} from '../../src/report/changelog-text.ts'
import {forOthers} from '../../src/report/for-others.ts'
import {migrationGuide} from '../../src/report/migration-guide.ts'
import {makeReport} from '../../src/report/report.ts'
import {input, step} from './make-input.ts'

const met = {
  id: 'wasi-root-to-p2',
  crate: 'wasmtime-wasi',
  major: 33,
  summary: 'Everything moved under p2',
  effect: 'error',
  found: 3,
  handled: [
    {how: 'rewritten by a rule', places: 2, notes: []},
    {how: 'looked at and done', places: 1, notes: []},
  ],
} as const
const report = makeReport(
  input({
    breaking: {from: 25, to: 36, known: 9, met: [met], notMet: 8, notSeen: 0, teamRules: []},
    takenBack: [
      {
        at: '2026-09-01T10:05:00.000Z',
        by: 'ada',
        how: 'rolled back',
        steps: ['Raise Rust'],
        files: 3,
        why: ['It broke'],
      },
    ],
    steps: [step('raise-family'), step('prove-tests', {phase: 'validate', status: 'skipped'})],
  }),
)
const facts = {
  commands: new Map([['raise-family', ['cargo update --workspace']]]),
  diffs: [
    {
      path: 'src/host.rs',
      line: 7,
      change: 'wasi-root-to-p2',
      diff: '-use wasmtime_wasi::WasiCtx;\n+use wasmtime_wasi::p2::WasiCtx;',
    },
  ],
}

test('a guide tells the way, what broke with the places changed by hand, the pitfalls and the costs', () => {
  const guide = migrationGuide(report, facts)

  expect(guide).toMatch(/^# Raising wasmtime from 25\.0\.3 to 36\.0\.14\n/)
  expect(guide).toContain('upgrade-wizard run --wasmtime 36.0.14 --rust 1.86\n')
  expect(guide).toContain('1. The step raise-family (1.5 s)\n   - `cargo update --workspace`')
  expect(guide).toContain('### wasi-root-to-p2\n\nwasmtime-wasi 33: Everything moved under p2\n\n'.trimEnd())
  expect(guide).toContain('Here: 2 rewritten by a rule, 1 looked at and done.')
  expect(guide).toContain(
    'At `src/host.rs:7`:\n\n```diff\n-use wasmtime_wasi::WasiCtx;\n+use wasmtime_wasi::p2::WasiCtx;\n```',
  )
  expect(guide).toContain('- ada: “Raise Rust” rolled back, 3 files put back. Why: It broke')
  expect(guide).toContain('- “The step prove-tests” was skipped.')
  expect(guide).toContain('| cargo check |')
  expect(migrationGuide(report, facts)).toBe(guide)
})

test('code that ends a fence doesn’t end the block it is shown in', () => {
  const diffs = [{path: 'a.rs', diff: '+//! ```\n+//! # Title'}]

  expect(migrationGuide(report, {...facts, diffs})).toContain('````diff\n+//! ```\n+//! # Title\n````')
})

test('neither secrets nor folders of this machine leave it, plain or escaped', () => {
  const text =
    'in `/work/my_repo/src/a.rs`, /work/my\\_repo and /home/ada/.cargo: to\\_ken\\_1 (to_ken_1), https://x.org/home/y'

  expect(forOthers(text, {secrets: ['to_ken_1'], folders: ['/work/my_repo', '']})).toBe(
    'in `src/a.rs`, . and …: *** (***), https://x.org/home/y',
  )
})

test('the changelog’s entry tells what was raised, and nothing of what was skipped', () => {
  expect(changelogText(report, '## [Unreleased]\n\n## 1.0\n\n* Added ports.\n')).toBe(
    '## [Unreleased]\n\n* Raised `wasmtime` from 25.0.3 to 36.0.14.\n',
  )
  const skipped = input({steps: [step('raise-family', {status: 'skipped'})]})
  expect(changelogText(makeReport(skipped), undefined)).toBe('')
})
