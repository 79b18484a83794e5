import {expect, test} from 'vitest'
import {catalogReleases} from '../../../src/catalog/release.ts'
import {refuseOtherPlan} from '../../../src/cli/choose/fixed-plan.ts'
import {selectSteps} from '../../../src/cli/choose/select-steps.ts'
import {ProblemError} from '../../../src/domain/errors.ts'
import {assemblePlan} from '../../../src/plan/assemble-plan.ts'
import {finding, manifest, survey} from '../../plan/make-survey.ts'

const target = {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null}
const plan = assemblePlan(
  survey({manifests: [manifest(['wasmtime 25.0'])], findings: [finding('Makefile:3 1.75')]}),
  target,
)
const ids = (only: readonly string[], skip: readonly string[] = []) => {
  const {steps, leftOut = []} = selectSteps(plan, only, skip)
  return {steps: steps.map(step => step.id), leftOut}
}

test('asking for nothing in particular is the whole plan, with nothing left out', () => {
  expect(selectSteps(plan, [], [])).toEqual(plan)
})

test('steps and phases are named alike, and keep the order of the plan', () => {
  expect(ids(['dependencies', 'raise-rust'])).toEqual({
    steps: ['raise-rust', 'raise-family', 'refresh-lockfile'],
    leftOut: [
      'record-baseline',
      'record-advisories',
      'rewrite-code',
      'mend-code',
      'read-guidance',
      'prove-build',
      'prove-tests',
      'audit-dependencies',
      'write-report',
    ],
  })
})

test('skipping a step skips what needs it: there would be nothing to prove', () => {
  expect(ids([], ['raise-family'])).toEqual({
    steps: ['record-baseline', 'record-advisories', 'raise-rust', 'write-report'],
    leftOut: [
      'raise-family',
      'refresh-lockfile',
      'rewrite-code',
      'mend-code',
      'read-guidance',
      'prove-build',
      'prove-tests',
      'audit-dependencies',
    ],
  })
})

test('skip wins over only', () => {
  expect(ids(['prepare'], ['record-baseline']).steps).toEqual(['record-advisories', 'raise-rust'])
})

test('a step that this way does not need may be named all the same', () => {
  expect(ids([], ['tidy-audit'])).toEqual({steps: plan.steps.map(({id}) => id), leftOut: []})
  expect(problemOf(() => selectSteps(plan, ['tidy-audit'], []))?.code).toBe('no-steps-left')
})

test('a name that is neither a step nor a phase is refused, with all there are', () => {
  expect(problemOf(() => selectSteps(plan, ['raise-all'], []))).toEqual({
    code: 'no-such-step',
    title: 'There is no step or phase called raise-all',
    detail:
      'Steps of this plan: record-baseline, record-advisories, raise-rust, raise-family, refresh-lockfile, rewrite-code, mend-code, read-guidance, prove-build, prove-tests, audit-dependencies, write-report. Phases: survey, prepare, dependencies, code, validate, finish.',
    nextSteps: ['Name one of these with --only or --skip.'],
  })
})

test('leaving out every step is refused: nothing done is not done', () => {
  expect(problemOf(() => selectSteps(plan, ['survey'], []))).toMatchObject({code: 'no-steps-left'})
  expect(problemOf(() => selectSteps(plan, ['finish'], ['write-report']))).toMatchObject({code: 'no-steps-left'})
})

test.each([
  {why: 'no option at all', wanted: {}},
  {why: 'the same release', wanted: {wasmtime: '36.0.14'}},
  {why: 'its first numbers', wanted: {wasmtime: '36.0'}},
  {why: 'what leaves the choice open', wanted: {wasmtime: 'lts', rust: 'minimum'}},
  {why: 'the same Rust, spelled longer', wanted: {rust: '1.86.0'}},
])('a session goes on when the command asks for $why', ({wanted}) => {
  expect(refuseOtherPlan(plan, {wanted, only: [], skip: []}, catalogReleases)).toBeUndefined()
})

test.each([
  {why: 'another wasmtime', wanted: {wasmtime: '48'}},
  {why: 'the newest', wanted: {wasmtime: 'latest'}},
  {why: 'a wasmtime that only begins alike', wanted: {wasmtime: '3'}},
  {why: 'another Rust', wanted: {rust: '1.90'}},
  {why: 'another edition', wanted: {edition: '2024' as const}},
])('a session is not passed off as $why', ({wanted}) => {
  expect(refuseOtherPlan(plan, {wanted, only: [], skip: []}, catalogReleases)).toMatchObject({
    code: 'session-has-another-plan',
    detail: 'It goes to wasmtime 36.0.14 on Rust 1.86; the options ask for something else.',
  })
})

test('the command that started a partial session goes on with it, another one does not', () => {
  const partial = selectSteps(plan, ['raise-rust', 'raise-family'], [])

  expect(
    refuseOtherPlan(partial, {wanted: {}, only: ['raise-rust', 'raise-family'], skip: []}, catalogReleases),
  ).toBeUndefined()
  expect(refuseOtherPlan(partial, {wanted: {}, only: [], skip: ['write-report']}, catalogReleases)).toBeUndefined()
  expect(refuseOtherPlan(partial, {wanted: {}, only: ['validate'], skip: []}, catalogReleases)).toMatchObject({
    detail: 'Its plan has raise-rust, raise-family; --only and --skip ask to leave that out.',
  })
})

function problemOf(act: () => unknown) {
  try {
    act()
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  return undefined
}
