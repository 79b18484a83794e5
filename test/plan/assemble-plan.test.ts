import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Finding} from '../../src/domain/finding.ts'
import {type Phase, phases} from '../../src/domain/phase.ts'
import {planSchema} from '../../src/domain/plan.ts'
import type {Target} from '../../src/domain/target.ts'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {stepNames} from '../../src/plan/step-names.ts'
import {stepKinds} from '../../src/steps/step-kinds.ts'
import {stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'
import {finding, lockfile, manifest, survey} from './make-survey.ts'

const target: Target = {
  wasmtime: '36.0.14',
  rust: {version: '1.86', because: [{needs: 'wasmtime 36.0.14', version: '1.86'}]},
  edition: null,
}
const rustOnly: Target = {...target, wasmtime: null}
const low = finding('Makefile:3 1.75')
const repository = survey({
  manifests: [manifest(['wasmtime 25.0'])],
  lockfiles: [lockfile(['wasmtime 25.0.3'])],
  findings: [low],
})

test('goes from the baseline over Rust and the family to the proofs and the report', () => {
  const {steps} = assemblePlan(repository, target)

  expect(steps.map(({id, phase, risk, needs}) => [id, phase, risk, needs])).toEqual([
    ['record-baseline', 'prepare', 'none', []],
    ['record-advisories', 'prepare', 'none', []],
    ['raise-rust', 'prepare', 'low', []],
    ['raise-family', 'dependencies', 'high', []],
    ['refresh-lockfile', 'dependencies', 'low', ['raise-family']],
    ['rewrite-code', 'code', 'medium', ['raise-family']],
    ['mend-code', 'code', 'medium', ['refresh-lockfile']],
    ['read-guidance', 'code', 'none', ['raise-family']],
    ['prove-build', 'code', 'none', ['refresh-lockfile']],
    ['prove-tests', 'validate', 'none', ['record-baseline', 'prove-build']],
    ['audit-dependencies', 'validate', 'none', ['prove-build']],
    ['write-report', 'finish', 'none', []],
  ])
})

test('says with numbers what each step is for', () => {
  const {steps} = assemblePlan(repository, target)

  expect(steps.map(({title}) => title)).toEqual([
    'Record what builds and which tests pass today',
    'See which advisories hit it today',
    'Raise Rust to 1.86 wherever a lower one is stated',
    'Raise wasmtime and its family to 36.0.14',
    'Lock the family at 36.0.14',
    'Rewrite the code for wasmtime 36',
    'Mend what no longer compiles',
    'Go through what is left for people',
    'Prove that it builds with wasmtime 36.0.14 on Rust 1.86',
    'Prove that every test that passed still passes',
    'See which advisories hit it now',
    'Write the report',
  ])
  expect(steps[3]?.why).toBe(
    'From 25.0.3. Crates of the family fit together only at one version. 46 breaking changes lie on the way.',
  )
})

test('the code is not rewritten where nobody found anything to rewrite', () => {
  const ids = (code: readonly Finding[]) => assemblePlan(repository, target, {code}).steps.map(({id}) => id)
  const use: Finding = {
    kind: 'api-use',
    place: 'rust-source',
    path: 'src/lib.rs',
    line: 4,
    column: 12,
    span: {start: 60, end: 73},
    text: 'config.async_support(true);',
    value: 'async_support',
    change: 'async-support-config-noop',
    live: true,
    why: 'breaks at 42',
  }

  expect(ids([])).not.toContain('rewrite-code')
  expect(ids([])).not.toContain('read-guidance')
  expect(ids([use])).toContain('read-guidance')
  expect(ids([use])).toContain('rewrite-code')
  expect(ids([{...use, live: false}])).not.toContain('rewrite-code')
})

test('a patch release is a low risk, with no breaking change on the way', () => {
  const near = survey({manifests: [manifest(['wasmtime 36'])], lockfiles: [lockfile(['wasmtime 36.0.3'])]})
  const {steps} = assemblePlan(near, target)

  expect(steps.find(({id}) => id === 'raise-family')).toMatchObject({
    risk: 'low',
    why: expect.stringContaining('No breaking change lies'),
  })
})

test('without wasmtime there is no family to raise and no lockfile to follow it', () => {
  const {steps} = assemblePlan(survey({manifests: [manifest([])], findings: [low]}), rustOnly)

  expect(steps.map(({id, needs}) => [id, needs])).toEqual([
    ['record-baseline', []],
    ['raise-rust', []],
    ['mend-code', ['raise-rust']],
    ['prove-build', ['raise-rust']],
    ['prove-tests', ['record-baseline', 'prove-build']],
    ['write-report', []],
  ])
})

test('a repository that is at its target already is still proven', () => {
  const there = survey({manifests: [manifest(['wasmtime 36'])], lockfiles: [lockfile(['wasmtime 36.0.14'])]})

  expect(assemblePlan(there, target).steps.map(({id}) => id)).toEqual(
    assemblePlan(repository, target)
      .steps.map(({id}) => id)
      .filter(id => id !== 'raise-rust'),
  )
})

test('Rust is raised only where something states a lower one, and then nothing needs that step', () => {
  const planned = (...findings: readonly Finding[]) => assemblePlan(survey({findings}), rustOnly).steps
  const high = planned(finding('Makefile:3 1.88'), finding('README.md:7 1.75', {live: false}))

  expect(high.map(({id}) => id)).not.toContain('raise-rust')
  expect(high.flatMap(({needs}) => needs)).not.toContain('raise-rust')
  expect(planned(low).map(({id}) => id)).toContain('raise-rust')
  // Whether it stays is asked when there is a plan.
  expect(planned({...low, onPurpose: 'an MSRV job'}).map(({id}) => id)).toContain('raise-rust')
})

test('the build is proven anew when Rust or what was made of the code is undone, not when it is skipped', () => {
  const {steps} = assemblePlan(repository, target)
  const proof = steps.find(({id}) => id === 'prove-build')

  expect(proof).toMatchObject({needs: ['refresh-lockfile'], follows: ['raise-rust', 'rewrite-code', 'mend-code']})
})

test('what compiles and what is left for people is looked at anew when the rewriting is undone', () => {
  const {steps} = assemblePlan(repository, target)
  const follows = (name: string) => steps.find(({id}) => id === name)?.follows

  expect(follows('mend-code')).toEqual(['rewrite-code'])
  expect(follows('read-guidance')).toEqual(['rewrite-code', 'mend-code'])
})

test('every step is named, in the order they run', async () => {
  const kinds = stepKinds(stepDeps(await temporaryRepository({})))
  expect([...kinds.keys()].toSorted()).toEqual(stepNames.toSorted())
  const {steps} = assemblePlan(repository, target, {hasTeamRules: true, isLinted: true})
  expect(stepNames.filter(name => steps.some(({id}) => id === name))).toEqual(steps.map(({id}) => id))
})

test('every plan fits the schema, runs its phases in order, and needs only earlier steps', () => {
  const versions = fc.constantFrom('20.0.0', '25.0.3', '35.0.0', '36.0.14', '48.0.0')
  const wasmtime = fc.option(versions)
  fc.assert(
    fc.property(wasmtime, versions, (to, from) => {
      const given = survey({manifests: [manifest([`wasmtime ${from}`])]})
      const plan = assemblePlan(given, {...target, wasmtime: to})
      const order = (phase: Phase) => phases.indexOf(phase)
      expect(planSchema.parse(plan)).toEqual(plan)
      plan.steps.forEach((step, index) => {
        const earlier = plan.steps.slice(0, index)
        expect(earlier.every(other => order(other.phase) <= order(step.phase))).toBe(true)
        expect(step.needs.every(id => earlier.some(other => other.id === id))).toBe(true)
      })
    }),
  )
})
