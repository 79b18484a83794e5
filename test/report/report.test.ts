import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {makeReport} from '../../src/report/report.ts'
import type {ReportInput, ReportStep} from '../../src/report/report-input.ts'
import {checkTime, input, measured, step} from './make-input.ts'

function withStatus(
  statuses: Readonly<Record<string, ReportStep['status']>>,
  more: Partial<ReportInput> = {},
): ReportInput {
  const given = input(more)
  return {...given, steps: given.steps.map(one => ({...one, status: statuses[one.id] ?? one.status}))}
}

const unmet = (given: ReportInput) =>
  makeReport(given)
    .criteria.filter(({met}) => !met)
    .map(({id}) => id)

describe('the verdict', () => {
  test('is upgraded when everything that must hold was proven', () => {
    const report = makeReport(input())

    expect([report.verdict, report.score, report.takenMs]).toEqual(['upgraded', 100, 750_000])
    expect(report.criteria).toEqual([
      {
        id: 'wasmtime-locked',
        level: 'must',
        title: 'The lockfile holds wasmtime 36.0.14, or a newer patch release of it',
        met: true,
      },
      {id: 'rust-stated', level: 'must', title: 'Rust 1.86 is stated wherever a lower one was', met: true},
      {id: 'workspace-builds', level: 'must', title: 'The workspace builds', met: true},
      {id: 'no-new-failure', level: 'must', title: 'No test fails or is missing that passed before', met: true},
      {id: 'one-wasmtime', level: 'should', title: 'No other wasmtime is in the dependency tree', met: true},
      {id: 'every-target-compiles', level: 'should', title: 'Every target compiles, tests and examples too', met: true},
      {id: 'every-test-passes', level: 'should', title: 'Every test passes', met: true},
      {id: 'nothing-skipped', level: 'should', title: 'No step was skipped', met: true},
      {
        id: 'build-times',
        level: 'could',
        title: 'Checking and building take no longer than their limits allow',
        met: true,
      },
    ])
  })

  test('is upgraded where nothing stated a lower Rust, but not where raising it was left out', () => {
    const steps = input().steps.filter(({id}) => id !== 'raise-rust')

    expect(makeReport(input({steps})).verdict).toBe('upgraded')
    expect(unmet(input({steps, leftOut: ['raise-rust']}))).toEqual(['rust-stated'])
  })

  test('stays upgraded with failures that were known before, which cost points only', () => {
    const known = ['passed a::one', 'failed a::two']
    const given = input({baseline: measured(known), after: measured(known, {locked: {wasmtime: ['36.0.14']}})})

    expect([makeReport(given).verdict, makeReport(given).score]).toEqual(['upgraded', 90])
    expect(unmet(given)).toEqual(['every-test-passes'])
  })

  test.each([
    ['fails', ['passed a::one', 'failed a::two']],
    ['is missing', ['passed a::one']],
  ])('is incomplete when a test %s that passed before', (_, outcomes) => {
    const given = input({after: measured(outcomes, {locked: {wasmtime: ['36.0.14']}})})

    expect(makeReport(given).verdict).toBe('incomplete')
    expect(unmet(given)).toContain('no-new-failure')
  })

  test('is incomplete when only a number was raised: what was not proven is not done', () => {
    const {after: _, ...rest} = input()
    const given = {...rest, steps: rest.steps.filter(({id}) => !id.startsWith('prove'))}

    expect(makeReport(given).verdict).toBe('incomplete')
    expect(unmet(given)).toEqual([
      'wasmtime-locked',
      'workspace-builds',
      'no-new-failure',
      'one-wasmtime',
      'every-target-compiles',
      'every-test-passes',
      'build-times',
    ])
  })

  test('stays upgraded with a test that did not compile before either, and leaves it to people', () => {
    const failedTargets = ['adrdrift/tests/plugins']
    const broken = {check: {passed: false, durationMs: 20_000, failedTargets}}
    const tests = ['passed a::one']
    const after = measured(tests, {...broken, locked: {wasmtime: ['36.0.14']}})
    const report = makeReport(input({baseline: measured(tests, broken), after}))

    expect(report.verdict).toBe('upgraded')
    expect(report.remaining[0]).toBe('Look at what does not compile: adrdrift/tests/plugins.')
    expect(makeReport(input({baseline: measured(tests), after})).verdict).toBe('incomplete')
  })

  test('takes a later patch release of the target for the target, and an earlier one not', () => {
    const locked = (...versions: string[]) =>
      makeReport(input({after: measured(['passed a::one', 'passed a::two'], {locked: {wasmtime: versions}})})).verdict

    expect([locked('36.0.15'), locked('36.0.3'), locked('37.0.0')]).toEqual(['upgraded', 'incomplete', 'incomplete'])
  })

  test('stays upgraded with a second wasmtime from elsewhere, and says what is left', () => {
    const report = makeReport(
      input({after: measured(['passed a::one', 'passed a::two'], {locked: {wasmtime: ['24.0.5', '36.0.14']}})}),
    )

    expect(report.verdict).toBe('upgraded')
    expect(report.remaining[0]).toBe('Find out who brings the other wasmtime: cargo tree --duplicates.')
  })

  test('is undone when what was changed is taken back', () => {
    const undone = {'raise-rust': 'undone', 'raise-family': 'undone', 'refresh-lockfile': 'undone'} as const

    expect(makeReport(withStatus(undone)).verdict).toBe('undone')
    expect(makeReport(withStatus({'raise-family': 'undone'}, {after: measured([])})).verdict).toBe('incomplete')
  })

  test('is not undone as long as any other step that changed files is in force', () => {
    const undone = {'raise-rust': 'undone', 'raise-family': 'undone', 'refresh-lockfile': 'undone'} as const
    const {steps} = withStatus(undone)

    expect(makeReport(input({steps: [...steps, step('rewrite-code', {phase: 'code'})]})).verdict).toBe('incomplete')
    const taken = step('rewrite-code', {phase: 'code', status: 'undone'})
    expect(makeReport(input({steps: [...steps, taken]})).verdict).toBe('undone')
  })

  test('is blocked when it ended before anything was changed', () => {
    const problem = {code: 'x', title: 'cargo is missing', detail: '', nextSteps: []}
    const waiting = input().steps.map(({id}) => step(id, {status: 'waiting', attempts: 0}))
    const {baseline: _, after: __, ...rest} = input()
    const report = makeReport({
      ...rest,
      steps: [step('record-baseline', {status: 'blocked', problem}), ...waiting.slice(1)],
    })

    expect(report.verdict).toBe('blocked')
    expect(report.remaining[0]).toBe('The step record-baseline: cargo is missing.')
  })
})

test('a Rust-only upgrade asks for no wasmtime', () => {
  const given = input({target: {wasmtime: null, rust: {version: '1.86', because: []}, edition: null}})

  expect(
    makeReport(given)
      .criteria.map(({title}) => title)
      .filter(title => title.includes('wasmtime')),
  ).toEqual([])
  expect(makeReport(given).verdict).toBe('upgraded')
})

test('measures what was measured on both sides, against its limit', () => {
  const given = input({
    after: measured(['passed a::one', 'failed a::two'], {readings: [checkTime(23_000)]}),
  })

  const rows = makeReport(given).metrics.map(({name, unit, before, after, change, threshold, verdict}) => [
    name,
    unit,
    before,
    after,
    change,
    threshold,
    verdict,
  ])
  expect(rows).toEqual([
    ['cargo check', 'ms', 20_000, 23_000, 0.15, 0.1, 'exceeded'],
    ['build and run of tests', 'ms', 40_000, 40_000, 0, null, 'no-limit'],
    ['tests passed', 'tests', 2, 1, -0.5, null, 'no-limit'],
    ['tests failed', 'tests', 0, 1, null, null, 'no-limit'],
    ['tests ignored', 'tests', 0, 0, null, null, 'no-limit'],
  ])
})

test('lists nothing that was not measured at all', () => {
  const {baseline: _, after: __, ...rest} = input()

  expect(makeReport(rest).metrics).toEqual([])
})

test('leaves people the steps that were not done, then the tests, then what only they can do', () => {
  const given = withStatus(
    {'raise-rust': 'skipped'},
    {
      baseline: measured(['failed a::one', 'passed a::two', 'passed a::gone']),
      after: measured(['failed a::one', 'failed a::two']),
    },
  )

  expect(makeReport(given).remaining.slice(0, 4)).toEqual([
    'The step raise-rust: it was skipped.',
    'Mend the test that the upgrade broke.',
    "Find the test that ran before and didn't run now.",
    'Look at the test that failed before the upgrade too.',
  ])
  expect(makeReport(input()).remaining).toEqual([
    'Review the changes and commit them.',
    'Where a changelog is kept, tell it of the upgrade; its entry: upgrade-wizard report --format changelog.',
    'Rebuild wasm artifacts, and drop precompiled modules: an older wasmtime’s are refused.',
    'After deployment, watch cold start, memory and error rate for 24 hours, then for a week; go back when one of them worsens.',
  ])
})

test('a score lies between 0 and 100, and 100 means that every criterion is met', () => {
  const statuses = fc.constantFrom<ReportStep['status'][]>(
    'accepted',
    'skipped',
    'failed',
    'waiting',
    'undone',
    'blocked',
  )
  const outcome = fc.constantFrom('passed', 'failed', 'ignored')
  const tests = fc.uniqueArray(fc.tuple(outcome, fc.constantFrom('a', 'b', 'c')), {selector: ([, name]) => name})
  const side = fc.option(
    tests.map(list => measured(list.map(pair => pair.join(' ')))),
    {nil: undefined},
  )
  fc.assert(
    fc.property(fc.array(statuses, {minLength: 6, maxLength: 6}), side, side, (status, baseline, after) => {
      const {baseline: _, after: __, ...rest} = input()
      const steps = rest.steps.map((one, index) => ({...one, status: status[index] ?? one.status}))
      const report = makeReport({...rest, steps, ...(baseline && {baseline}), ...(after && {after})})
      expect(report.score).toBeGreaterThanOrEqual(0)
      expect(report.score === 100).toBe(report.criteria.every(({met}) => met))
      if (report.verdict === 'upgraded') expect(report.tests.comparison?.newFailures).toEqual([])
    }),
  )
})
