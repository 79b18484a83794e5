import {expect, test} from 'vitest'
import {breakingStep, type Probes, probedSteps, probingKinds} from '../../src/bisect/probe-steps.ts'
import type {Problem} from '../../src/domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../../src/domain/step-kind.ts'
import type {StepSession, StepStatus} from '../../src/journal/session.ts'

const passes: Outcome = {kind: 'ok', summary: 'It builds'}
const fails = (code: string): Outcome => ({kind: 'failed', problem: problem(code)})
const nowhere = {} as StepContext

/** What the proofs are to say, one after the other; a try of two moving steps hears them. */
async function probed(build: readonly Outcome[], tests: readonly Outcome[], reach: 'build' | 'tests' = 'tests') {
  const probes: Probes = new Map()
  const [builds, tested] = [[...build], [...tests]]
  const kinds = probingKinds(
    new Map<string, StepKind>([
      ['raise-rust', saying(() => passes)],
      ['raise-family', saying(() => passes)],
      ['refresh-lockfile', saying(() => passes)],
      ['prove-build', saying(() => builds.shift() ?? passes)],
      ['prove-tests', saying(() => tested.shift() ?? passes)],
    ]),
    reach,
    probes,
  )
  const said: (Outcome | undefined)[] = []
  for (const id of ['raise-rust', 'raise-family', 'refresh-lockfile'])
    said.push(await kinds.get(id)?.verify(nowhere, undefined))
  return {said, probes, left: builds.length + tested.length}
}

test('after each step that leaves the tree whole it is proven that it builds, and only then its tests', async () => {
  const {said, probes, left} = await probed([passes, fails('command-failed')], [fails('tests-newly-broken')])

  expect(said).toEqual([passes, passes, passes])
  expect([...probes]).toEqual([
    ['raise-rust', {passes: false, why: 'tests-newly-broken'}],
    ['refresh-lockfile', {passes: false, why: 'command-failed'}],
  ])
  expect(left).toBe(0)
})

test('where tries end with the build, no test is run', async () => {
  const {probes, left} = await probed([], [fails('tests-newly-broken')], 'build')

  expect([...probes.values()].map(one => one.passes)).toEqual([true, true])
  expect(left).toBe(1)
})

test('a full disk speaks against no step: it ends the try', async () => {
  const full = fails('disk-full')

  const {said, probes} = await probed([full], [])

  expect(said[0]).toEqual(full)
  expect(probes.has('raise-rust')).toBe(false)
})

test('the step that breaks it is the first after the last that passes, and the step that ended the try counts', () => {
  const done: StepStatus = {status: 'accepted', summary: 'Done', by: 'policy'}
  const steps = [
    step('raise-rust', 'Raise Rust', done),
    step('raise-family', 'Raise the family', done),
    step('refresh-lockfile', 'Lock the family', done),
    step('rewrite-code', 'Rewrite the code', done),
    step('prove-tests', 'Prove the tests', {status: 'failed', problem: problem('tests-newly-broken')}),
  ]
  const after = (rust: boolean, family: boolean, code: boolean) => {
    const said = (one: boolean) => ({passes: one, why: ''})
    const probes = new Map([
      ['raise-rust', said(rust)],
      ['refresh-lockfile', said(family)],
      ['rewrite-code', said(code)],
    ])
    return breakingStep(probedSteps({steps}, probes))?.title
  }

  expect(after(false, false, false)).toBe('Raise Rust')
  expect(after(true, false, false)).toBe('Raise the family')
  expect(after(true, false, true)).toBe('Prove the tests')
  expect(breakingStep(probedSteps({steps: steps.slice(0, 1)}, new Map()))).toBeUndefined()
})

function saying(outcome: () => Outcome): StepKind {
  return {inspect: async () => ({kind: 'done', evidence: ''}), verify: async () => outcome()}
}

function step(kind: string, title: string, state: StepStatus): StepSession {
  const plan = {id: kind, kind, phase: 'code' as const, title, why: '', risk: 'none' as const, needs: []}
  return {plan, state, attempt: 1, durationMs: 0, files: [], commands: []}
}

function problem(code: string): Problem {
  return {code, title: code, detail: '', nextSteps: []}
}
