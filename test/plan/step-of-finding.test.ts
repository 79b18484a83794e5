import {expect, test} from 'vitest'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {stepOfFinding} from '../../src/plan/step-of-finding.ts'
import {finding, manifest, survey} from './make-survey.ts'

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
  expect(stepOfFinding(place, plan)).toBe(step)
})

test('a wasm target that is gone belongs to the step that moves it', () => {
  const place = finding('build.sh:4 wasm32-wasi', {kind: 'wasm-target', place: 'script'})
  const moving = assemblePlan(survey({manifests: [manifest(['wasmtime 25.0'])], findings: [place]}), plan.target)

  expect(stepOfFinding(place, moving)).toBe('move-wasm-target')
})

test('an old entry of a matrix belongs to the step that takes it away, where both are tried', () => {
  const entry = finding('ci.yml:5 1.75', {axis: 'matrix.rust'})
  const both = assemblePlan(survey({manifests: [manifest(['wasmtime 25.0'])], findings: [entry]}), {
    ...plan.target,
    matrix: 'both',
  })

  expect(stepOfFinding(entry, both)).toBe('drop-old-matrix')
  expect(stepOfFinding(entry, plan)).toBe('raise-rust')
})

test('names no step that the plan leaves out', () => {
  const without = {...plan, steps: plan.steps.filter(({id}) => id !== 'raise-rust')}

  expect(stepOfFinding(finding('Makefile:3 1.75'), without)).toBeNull()
})
