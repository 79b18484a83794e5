import {expect, test} from 'vitest'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {stepsOfFindings} from '../../src/plan/step-of-finding.ts'
import {finding, lockfile, manifest, survey} from './make-survey.ts'

const repository = survey({manifests: [manifest(['wasmtime 25.0'])], findings: [finding('Makefile:3 1.75')]})
const plan = assemblePlan(repository, {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null})
const crate = (text: string, more = {}) =>
  finding(text, {kind: 'crate-version', place: 'manifest', crate: 'wasmtime', ...more})

test.each([
  ['a lower Rust', finding('Makefile:3 1.75'), 'raise-rust'],
  ['a lower toolchain', finding('rust-toolchain.toml:2 1.75.0', {kind: 'toolchain'}), 'raise-rust'],
  ['a lower msrv', finding('clippy.toml:1 1.70', {kind: 'msrv'}), 'raise-rust'],
  ['a Rust that is high enough', finding('Makefile:3 1.88'), null],
  ['a channel', finding('rust-toolchain:1 stable', {kind: 'toolchain'}), null],
  ['a mention', finding('README.md:7 1.75', {live: false}), null],
  ['a lower requirement', crate('Cargo.toml:9 25.0'), 'raise-family'],
  ['a requirement that allows the target', crate('Cargo.toml:9 36'), null],
  ['a lower locked version', crate('Cargo.lock:99 25.0.3', {place: 'lockfile'}), 'refresh-lockfile'],
  ['the locked target', crate('Cargo.lock:99 36.0.14', {place: 'lockfile'}), null],
  ['another crate', crate('Cargo.toml:9 0.34', {crate: 'wit-bindgen'}), null],
  ['a deny entry', crate('deny.toml:9 =34.0.2', {place: 'document'}), null],
  ['an edition', finding('Cargo.toml:4 2021', {kind: 'edition'}), null],
  ['a wasm target that is there', finding('build.sh:4 wasm32-wasip2', {kind: 'wasm-target'}), null],
])('%s belongs to its step, or to none', (_, place, step) => {
  expect(stepsOfFindings(plan, repository)(place)).toBe(step)
})

test('a wasm target that is gone belongs to the step that moves it', () => {
  const place = finding('build.sh:4 wasm32-wasi', {kind: 'wasm-target', place: 'script'})
  const moving = assemblePlan(survey({manifests: [manifest(['wasmtime 25.0'])], findings: [place]}), plan.target)

  expect(stepsOfFindings(moving, repository)(place)).toBe('move-wasm-target')
})

test('an old entry of a matrix belongs to the step that takes it away, where both are tried', () => {
  const entry = finding('ci.yml:5 1.75', {axis: 'matrix.rust'})
  const both = assemblePlan(survey({manifests: [manifest(['wasmtime 25.0'])], findings: [entry]}), {
    ...plan.target,
    matrix: 'both',
  })

  expect(stepsOfFindings(both, repository)(entry)).toBe('drop-old-matrix')
  expect(stepsOfFindings(plan, repository)(entry)).toBe('raise-rust')
})

test('a release that another crate keeps belongs to the step that raises the crate', () => {
  const kept = crate('Cargo.lock:9 24.0.5', {place: 'lockfile'})
  const own = crate('Cargo.lock:19 25.0.3', {place: 'lockfile'})
  const packages = [
    'host 0.1.0 <- javy 5.0.0, wasmtime 25.0.3',
    'javy 5.0.0 <- wasmtime 24.0.5',
    'wasmtime 24.0.5',
    'wasmtime 25.0.3',
  ]
  const holding = survey({
    manifests: [manifest(['wasmtime 25.0'])],
    lockfiles: [lockfile(packages)],
    findings: [kept, own],
  })
  const stepOf = stepsOfFindings(assemblePlan(holding, plan.target), holding)

  expect([stepOf(kept), stepOf(own)]).toEqual(['raise-holders', 'refresh-lockfile'])
})

test.each([
  ['an advisory that hits nothing any more', {value: 'RUSTSEC-2024-0438'}, 'tidy-audit'],
  ['a pin of what is gone', {value: '=25.0.3'}, 'tidy-audit'],
  ['a pin of the target', {value: '=36.0.14'}, null],
  ['an exemption', {value: '25.0.3', why: 'cargo vet lets exactly this version pass'}, null],
])('of audit entries, %s belongs to its step, or to none', (_, more, step) => {
  const entry = crate('deny.toml:9 x', {place: 'audit-config', ...more})
  const audited = survey({manifests: [manifest(['wasmtime 25.0'])], findings: [entry]})

  expect(stepsOfFindings(assemblePlan(audited, plan.target), audited)(entry)).toBe(step)
})

test('names no step that the plan leaves out', () => {
  const without = {...plan, steps: plan.steps.filter(({id}) => id !== 'raise-rust')}

  expect(stepsOfFindings(without, repository)(finding('Makefile:3 1.75'))).toBeNull()
})
