import fc from 'fast-check'
import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import type {BreakingChange} from '../../src/catalog/breaking-changes.ts'
import {plainPaint} from '../../src/domain/paint.ts'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {chooseTarget} from '../../src/plan/choose-target.ts'
import {describeDiff, describePlan} from '../../src/plan/describe-plan.ts'
import type {PlanInput} from '../../src/plan/plan-input.ts'
import {finding, fromCatalogue, lockfile, manifest, survey, today, toolchains} from './make-survey.ts'

const photondrift = survey({
  manifests: [manifest(['wasmtime 25.0'])],
  lockfiles: [lockfile(['wasmtime 25.0.3', 'javy 3.0.0 <- wasmtime', 'host 0.1.0 <- javy, wasmtime'])],
  findings: [
    finding('Makefile:3 1.75'),
    finding('Dockerfile:1 1.75'),
    finding('.github/workflows/docs-deploy.yml:22 1.88', {place: 'workflow'}),
    finding('README.md:7 1.75', {live: false, place: 'document'}),
  ],
  leftOut: [{reason: 'binary files', count: 3}],
  problems: [
    {
      code: 'patched',
      title: 'wasmtime is patched onto a fork',
      detail: 'The fork has no release of 36.',
      nextSteps: ['Rebase the fork, or drop the patch.'],
      path: 'Cargo.toml',
      line: 40,
    },
  ],
})

function input(of = photondrift, more: Partial<PlanInput> = {}): PlanInput {
  const choice = chooseTarget({
    ...fromCatalogue,
    survey: of,
    toolchains: toolchains('1.95.0'),
    today,
    wanted: {wasmtime: '36'},
  })
  if (choice.kind === 'refused') throw new Error(choice.problem.title)
  return {
    survey: of,
    toolchains: toolchains('1.95.0'),
    known: fromCatalogue.known,
    notes: [],
    candidates: choice.candidates,
    target: choice.target,
    plan: assemblePlan(of, choice.target),
    previews: [
      {
        stepId: 'raise-family',
        summary: 'wasmtime to 36.0.14 in 1 place',
        writes: [{path: 'Cargo.toml', before: 'wasmtime = "25.0"\n', after: 'wasmtime = "36.0"\n'}],
      },
    ],
    diskMounts: [{path: '/repo', freeBytes: 8 * 1024 ** 3, needBytes: 3.5 * 1024 ** 3}],
    ...more,
  }
}

test('shows what is there, where it goes and why, and every step', () => {
  expect(describePlan(input())).toMatchSnapshot()
})

test('shows a repository without wasmtime', () => {
  const plain = survey({manifests: [manifest([], {rustVersion: '1.70'})], findings: [finding('Makefile:3 1.75')]})
  const choice = chooseTarget({...fromCatalogue, survey: plain, toolchains: toolchains(), today, wanted: {}})
  if (choice.kind === 'refused') throw new Error(choice.problem.title)

  expect(
    describePlan({
      ...input(),
      ...choice,
      survey: plain,
      toolchains: toolchains(),
      plan: assemblePlan(plain, choice.target),
      previews: [],
      diskMounts: [],
    }),
  ).toMatchSnapshot()
})

test('shows every edit as a diff', () => {
  expect(describeDiff(input())).toBe(
    '--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -1,1 +1,1 @@\n-wasmtime = "25.0"\n+wasmtime = "36.0"\n',
  )
})

test('only colour differs between a terminal and a pipe', () => {
  const marked = Object.fromEntries(
    Object.keys(plainPaint).map(name => [name, (text: string) => `\u001b[1m${text}\u001b[0m`]),
  )

  expect(describePlan(input(), {...plainPaint, ...marked}).replace(/\u001b\[\dm/g, '')).toBe(describePlan(input()))
})

test('fits 80 columns and sends no control character, whatever the repository contains', () => {
  const text = fc.string({unit: 'binary', maxLength: 120})
  fc.assert(
    fc.property(text, text, text, (path, value, title) => {
      const hostile = survey({
        manifests: [manifest(['wasmtime 25.0'], {path})],
        findings: [finding('x:1 1.75', {path, value})],
        leftOut: [{reason: title, count: 1}],
        problems: [{code: 'x', title, detail: value, nextSteps: [path], path}],
      })
      const lines = describePlan(input(hostile, {diskMounts: [{path, freeBytes: 1, needBytes: null}]})).split('\n')
      expect(lines.filter(line => stringWidth(line) > 80)).toEqual([])
      expect(lines.filter(line => /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(line))).toEqual([])
    }),
    {numRuns: 300},
  )
})

describe('what was learned beyond the repository’s own words', () => {
  const change = (id: string, more: Partial<BreakingChange>): BreakingChange => ({
    ...{
      id,
      crate: 'wasmtime',
      major: 36,
      kind: 'move',
      summary: `What ${id} changed.`,
      detectIn: 'rust',
      likelihood: 3,
    },
    ...{isAutomatic: true, effect: 'error', rustcErrors: [], pullRequests: []},
    ...more,
  })
  const use = (where: string, id: string, live = true) =>
    finding(where, {kind: 'api-use', place: 'rust-source', change: id, live})

  test('the code that breaks: what nobody is told about first, what is rewritten last, hints only counted', () => {
    const changes = [change('moved', {}), change('quiet', {effect: 'silent', isAutomatic: false}), change('unmet', {})]
    const findings = [
      ...[1, 2, 3, 4, 5].map(line => use(`src/host.rs:${line} Linker`, 'moved')),
      use('src/host.rs:9 consume_fuel', 'quiet'),
      use('src/host.rs:12 call', 'quiet', false),
    ]
    const text = describePlan(input(photondrift, {uses: {findings, changes}}))

    expect(text).toContain(`Code
  by hand, silent · quiet · since 36
    What quiet changed.
    src/host.rs:9
  rewrite · moved · since 36
    What moved changed.
    src/host.rs:1, src/host.rs:2, src/host.rs:3, src/host.rs:4 and 1 more
    1 more place may be worth a look: plan --json lists them.
`)
    expect(text).not.toContain('unmet')
  })

  test('the lockfile: what the repository asks for side by side, the rest counted', () => {
    const locked = {...photondrift, lockfiles: [lockfile(['host 0.1.0', 'wasmtime 25.0.3', 'wasmtime-fiber 25.0.3'])]}
    const after = lockfile(['host 0.1.0', 'wasmtime 36.0.14', 'wasmtime-internal-fiber 36.0.14', 'hashbrown 0.15.0'])
    const resolved = {lockfile: after, need: {because: [], packages: 2, silent: 1}}
    const text = describePlan(input(locked, {resolved}))

    expect(text).toContain('lockfile    2 packages beside the family; 1 of them state no Rust')
    expect(text).toContain(`Cargo.lock
  crate     before  after
  wasmtime  25.0.3  36.0.14
  and         2 crates published with wasmtime, 1 other crate
  packages    3 new, 2 gone, 0 as before
`)
  })

  test('a registry that did not answer, and releases that are kept back', () => {
    const note = {code: 'registry-silent', title: 'The registry did not answer', detail: 'within 20 s', nextSteps: []}
    const known = {...fromCatalogue.known, heldBack: [{version: '50.0.1', date: '2026-11-20', rust: '1.97'}]}
    const text = describePlan(input(photondrift, {notes: [note], known}))

    expect(text).toContain('  ! The registry did not answer')
    expect(text).toContain('50.0.1 of 2026-11-20: cargo’s publish age keeps them back')
  })
})

test('the candidates with what they break in this code still fit into 80 columns', () => {
  const {candidates, ...rest} = input()
  const counted = candidates.map(one => ({...one, breakingUses: {automatic: 453, manual: 108, silent: 22}}))
  const lines = describePlan({...rest, candidates: counted}).split('\n')

  expect(lines.find(line => line.includes('support ends'))).toMatch(/auto {2}hand {2}silent$/)
  expect(lines.filter(line => stringWidth(line) > 80)).toEqual([])
})
