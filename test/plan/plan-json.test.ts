import {expect, test} from 'vitest'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {chooseTarget} from '../../src/plan/choose-target.ts'
import {planDocumentSchema} from '../../src/plan/plan-document.ts'
import type {PlanInput} from '../../src/plan/plan-input.ts'
import {planJson} from '../../src/plan/plan-json.ts'
import {finding, fromCatalogue, lockfile, manifest, survey, today, toolchains} from './make-survey.ts'

const repository = survey({
  git: {branch: 'main', head: 'a1b2c3d', dirty: ['src/lib.rs']},
  manifests: [manifest(['wasmtime 25.0'])],
  lockfiles: [lockfile(['wasmtime 25.0.3', 'javy 3.0.0 <- wasmtime', 'host 0.1.0 <- javy, wasmtime'])],
  findings: [finding('Makefile:3 1.75'), finding('README.md:7 1.75', {live: false, place: 'document', why: 'prose'})],
})
const rust = {version: '1.86', because: [{needs: 'wasmtime 36.0.14', version: '1.86'}]}
const target = {wasmtime: '36.0.14', rust, edition: null}
const input: PlanInput = {
  survey: repository,
  toolchains: toolchains('1.95.0'),
  known: fromCatalogue.known,
  notes: [],
  candidates: [],
  target,
  plan: assemblePlan(repository, target),
  previews: [
    {
      stepId: 'raise-rust',
      summary: 'Rust 1.86 in 1 place',
      writes: [{path: 'Makefile', before: 'A = 1\nRUST = 1.75\n', after: 'A = 1\nRUST = 1.86\n'}],
    },
  ],
  diskMounts: [{path: '/', freeBytes: 1000, needBytes: null}],
}

test('holds every field that the command line promises', () => {
  const {steps, ...rest} = planJson(input)

  expect(rest).toEqual({
    schema: 'upgrade-wizard/plan/1',
    repo: {root: '/repo/case', git: {branch: 'main', head: 'a1b2c3d', dirty: ['src/lib.rs']}},
    current: {
      rust: {
        stated: [{value: '1.75', places: ['Makefile:3']}],
        installed: [{name: '1.95.0-x86_64-unknown-linux-gnu', version: '1.95.0'}],
        active: {name: '1.95.0-x86_64-unknown-linux-gnu', version: '1.95.0'},
      },
      wasmtime: [{crate: 'wasmtime', requirement: '25.0', locked: '25.0.3', path: 'Cargo.toml', line: 12}],
      edition: '2021',
    },
    target,
    candidates: [],
    findings: [
      {
        kind: 'rust-version',
        path: 'Makefile',
        line: 3,
        column: 1,
        text: '1.75',
        value: '1.75',
        live: true,
        why: 'decides',
        step: 'raise-rust',
        rule: null,
      },
      {
        kind: 'rust-version',
        path: 'README.md',
        line: 7,
        column: 1,
        text: '1.75',
        value: '1.75',
        live: false,
        why: 'prose',
        step: null,
        rule: null,
      },
    ],
    resolved: null,
    problems: [],
    disk: {mounts: [{path: '/', freeBytes: 1000, needBytes: null}]},
    matrix: null,
  })
  expect(steps[2]).toEqual({
    id: 'raise-rust',
    phase: 'prepare',
    kind: 'raise-rust',
    title: 'Raise Rust to 1.86 wherever a lower one is stated',
    why: 'wasmtime 36.0.14 needs 1.86. Places that state 1.86 or a newer one stay as they are.',
    risk: 'low',
    needs: [],
    files: ['Makefile'],
    edits: 1,
  })
})

test('tells of each candidate who would hold it back, and that the code was not searched', () => {
  const choice = chooseTarget({
    ...fromCatalogue,
    survey: repository,
    toolchains: toolchains('1.95.0'),
    today,
    wanted: {wasmtime: '36'},
  })
  if (choice.kind === 'refused') throw new Error(choice.problem.title)

  expect(planJson({...input, ...choice}).candidates[1]).toMatchObject({
    wasmtime: '36.0.14',
    lts: true,
    recommended: false,
    breakingChanges: {automatic: 15, manual: 31},
    breakingUses: null,
    holders: [{name: 'javy', version: '3.0.0', holds: 'wasmtime 25.0.3', lockfile: 'Cargo.lock'}],
  })
})

test('adds the diff of each step only when asked', () => {
  expect(planJson(input, true).steps[2]?.diff).toBe(
    '--- a/Makefile\n+++ b/Makefile\n@@ -1,2 +1,2 @@\n A = 1\n-RUST = 1.75\n+RUST = 1.86\n',
  )
  expect(planJson(input).steps.some(step => 'diff' in step)).toBe(false)
})

test('every document fits its schema, through JSON and back', () => {
  const choice = chooseTarget({...fromCatalogue, survey: repository, toolchains: toolchains(), today, wanted: {}})
  if (choice.kind === 'refused') throw new Error(choice.problem.title)
  const documents = [
    planJson(input),
    planJson(input, true),
    planJson({...input, ...choice, plan: assemblePlan(repository, choice.target)}),
    planJson({...input, survey: survey({git: null}), toolchains: toolchains()}),
  ]

  for (const document of documents)
    expect(planDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
})
