import {describe, expect, test} from 'vitest'
import {reportMarkdown} from '../../src/report/markdown.ts'
import {mergeReports} from '../../src/report/merge-reports.ts'
import type {Part} from '../../src/report/part.ts'
import {makeReport} from '../../src/report/report.ts'
import type {ReportInput} from '../../src/report/report-input.ts'
import {type ReportDocument, reportDocumentSchema, reportJson} from '../../src/report/report-json.ts'
import {reportOfDocument} from '../../src/report/report-of-document.ts'
import {input, measured, step} from './make-input.ts'

const raised = [
  step('raise-family', {phase: 'dependencies'}),
  step('refresh-lockfile', {phase: 'dependencies'}),
  step('prove-build', {phase: 'code', durationMs: 60_000}),
]

/** Everything, on Linux. */
const linux = part('linux', {platform: 'linux-x64'})

/** The same on a Mac, where a test fails newly and the lockfile came out otherwise. */
const macos = part('macos', {
  platform: 'darwin-arm64',
  steps: [
    ...raised,
    step('prove-tests', {
      phase: 'validate',
      status: 'failed',
      attempts: 2,
      problem: {code: 'tests-newly-broken', title: '1 new test failure, 0 tests gone', detail: '', nextSteps: []},
    }),
  ],
  after: measured(['passed a::one', 'failed a::two'], {
    readings: [{kind: 'check-time', name: '', unit: 'ms', value: 18_000, runs: 5}],
    locked: {wasmtime: ['36.0.14']},
  }),
  files: [
    {path: 'Cargo.lock', added: 40, removed: 38},
    {path: 'Cargo.toml', added: 1, removed: 1},
  ],
  notes: [{text: 'a::two needs a socket', by: 'ada'}],
  startedAt: '2026-09-01T09:58:00.000Z',
  endedAt: '2026-09-01T10:20:00.000Z',
})

/** Feature sets alone: it builds, and was never to run a test. */
const features = part('linux-features', {
  platform: 'linux-x64',
  steps: raised,
  leftOut: ['record-baseline', 'prove-tests'],
  baseline: {check: {passed: true, durationMs: 29_000, failedTargets: []}, locked: {wasmtime: ['25.0.3']}},
  after: {check: {passed: true, durationMs: 30_000, failedTargets: []}, locked: {}},
})

describe('the reports of three jobs as one', () => {
  const merged = merge(linux, macos, features)

  test('the verdict is the worst of them, but a part isn’t blamed for what it wasn’t to prove', () => {
    expect(merged.verdict).toBe('incomplete')
    expect(merge(linux, features).verdict).toBe('upgraded')
    expect(features.document?.verdict).toBe('incomplete')
  })

  test('a criterion is met when all who were to prove it did', () => {
    const met = Object.fromEntries(merged.criteria.map(criterion => [criterion.id, criterion.met]))

    expect(met).toMatchObject({'workspace-builds': true, 'no-new-failure': false, 'every-test-passes': false})
    expect(merged.score).toBeLessThan(100)
    expect(merge(linux, features)).toMatchObject({score: 100, missing: []})
  })

  test('tests are told by name with their part, and counted together', () => {
    expect(merged.tests).toEqual({
      before: {passed: 4, failed: 0, ignored: 0},
      after: {passed: 3, failed: 1, ignored: 0},
      newFailures: ['a::two (macos)'],
      fixed: [],
      stillFailing: [],
      missing: [],
      added: [],
    })
  })

  test('numbers keep their part: machines don’t compare', () => {
    const checks = merged.metrics.filter(({name}) => name.startsWith('cargo check'))

    expect(checks.map(({name, after}) => [name, after])).toEqual([
      ['cargo check (linux)', 21_000],
      ['cargo check (macos)', 18_000],
    ])
  })

  test('each step stands once, as it ended where it ended worst', () => {
    expect(merged.steps.find(({id}) => id === 'prove-tests')).toMatchObject({
      status: 'failed',
      attempts: 2,
      summary: '1 new test failure, 0 tests gone (macos)',
    })
    expect(merged.steps.find(({id}) => id === 'prove-build')).toMatchObject({
      status: 'accepted',
      summary: 'Done',
      durationMs: 195_000,
    })
    expect(merged.steps.map(({id}) => id)).toEqual([...new Set(merged.steps.map(({id}) => id))])
  })

  test('files, notes and times are of all of them', () => {
    expect(merged.files).toEqual([
      {path: 'Cargo.lock', added: 40, removed: 38},
      {path: 'Cargo.toml', added: 1, removed: 1},
    ])
    expect(merged.notes).toEqual([{step: null, text: 'a::two needs a socket (macos)', by: 'ada'}])
    expect(merged.time).toEqual({
      planned: null,
      commands: 0,
      taken: 22 * 60_000,
      startedAt: '2026-09-01T09:58:00.000Z',
      endedAt: '2026-09-01T10:20:00.000Z',
    })
  })

  test('what is left says where the parts disagree, and nothing that another part did', () => {
    expect(merged.remaining).toContain('Find out why parts left these files differently: Cargo.lock.')
    expect(merged.remaining).toContain('Mend the test that the upgrade broke.')
    expect(merged.remaining.join('\n')).not.toMatch(/nothing was compared|Left out of the plan/)
  })

  test('the parts are named with where they ran', () => {
    expect(merged.parts).toEqual([
      {name: 'linux', platform: 'linux-x64', verdict: 'upgraded', score: 100, taken: 750_000, why: null},
      {
        name: 'macos',
        platform: 'darwin-arm64',
        verdict: 'incomplete',
        score: expect.any(Number),
        taken: 1_320_000,
        why: null,
      },
      {
        name: 'linux-features',
        platform: 'linux-x64',
        verdict: 'incomplete',
        score: expect.any(Number),
        taken: 750_000,
        why: null,
      },
    ])
    expect(merged).not.toHaveProperty('platform')
    expect(merged).not.toHaveProperty('leftOut')
  })

  test('the document fits the schema of every report, and is written in the other formats too', () => {
    expect(reportDocumentSchema.parse(JSON.parse(JSON.stringify(merged)))).toEqual(merged)
    const markdown = reportMarkdown(reportOfDocument(merged))

    expect(markdown).toContain('**Incomplete.**')
    expect(markdown).toContain('| macos | darwin-arm64 | incomplete |')
    expect(markdown).toContain('`a::two (macos)`')
  })
})

describe('what is missing', () => {
  test('is a job that ended before it could report: no upgrade without it', () => {
    const merged = merge(linux, {name: 'windows', why: 'windows.json could not be read (ENOENT)'})

    expect(merged.verdict).toBe('incomplete')
    expect(merged.missing).toEqual(['windows: no report, windows.json could not be read (ENOENT).'])
    expect(merged.remaining[0]).toBe(merged.missing?.[0])
    expect(reportMarkdown(reportOfDocument(merged))).toContain('no report: windows.json could not be read')
  })

  test('is what no part was to prove', () => {
    const merged = merge(features)

    expect(merged.verdict).toBe('incomplete')
    expect(merged.missing).toContain('No part was to prove this: No test fails or is missing that passed before.')
  })

  test('is everything when there is no report at all', () => {
    expect(mergeReports([{name: 'linux', why: 'linux.json is not JSON'}])).toMatchObject({
      code: 'nothing-to-merge',
      detail: 'linux: linux.json is not JSON',
    })
  })
})

test('reports of different targets are no parts of one upgrade', () => {
  const {target} = input()
  const other = part('other', {target: {...target, wasmtime: '37.0.1'}})

  expect(mergeReports([linux, other])).toMatchObject({
    code: 'parts-apart',
    detail: 'linux goes to wasmtime 36.0.14, other to wasmtime 37.0.1.',
  })
})

test('a part under another Rust is: both are named', () => {
  const {target} = input()
  const old = part('old', {
    target: {...target, rust: {version: '1.85', because: []}},
    files: [{path: 'rust-toolchain.toml', added: 1, removed: 1}],
  })

  expect(merge(linux, old).target.rust).toBe('1.86, 1.85')
  expect(merge(linux, old).remaining.join('\n')).not.toContain('differently')
})

test('a document says the same after it was read back', () => {
  const report = makeReport(input({notes: [{step: 'raise-rust', text: 'kept', by: 'ada'}]}))

  expect(reportJson(reportOfDocument(reportJson(report)))).toEqual(reportJson(report))
})

function part(name: string, more: Partial<ReportInput>): Part {
  return {name, document: reportJson(makeReport(input(more)))}
}

function merge(...parts: readonly Part[]): ReportDocument {
  const merged = mergeReports(parts)
  if ('code' in merged) throw new Error(merged.title)
  return merged
}
