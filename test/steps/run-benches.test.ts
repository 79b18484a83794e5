import {expect, test} from 'vitest'
import {recordBenches, runBenches} from '../../src/steps/run-benches.ts'
import type {StepDeps} from '../../src/steps/step-deps.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {temporaryRepository, writeFiles} from '../support/temporary-repository.ts'

const usesCriterion = 'use criterion::criterion_main;\n'
const files = {
  'Cargo.toml': `[package]
name = "host"
version = "0.1.0"
[dev-dependencies]
criterion = "0.5"
[[bench]]
name = "calls"
harness = false
required-features = ["plugins"]
`,
  'benches/calls.rs': usesCriterion,
}
const twoBenches = {
  ...files,
  'Cargo.toml': `${files['Cargo.toml']}[[bench]]\nname = "pool"\nharness = false\n`,
  'benches/pool.rs': usesCriterion,
}
const estimates = (ns: number, spread = 1) => {
  const interval = {confidence_level: 0.95, lower_bound: ns - spread, upper_bound: ns + spread}
  return JSON.stringify({mean: {point_estimate: ns, confidence_interval: interval, standard_error: 1}, slope: null})
}
const failed = {kind: 'exited', code: 101} as const

async function world(repository: Readonly<Record<string, string>> = files) {
  const tree = await temporaryRepository(repository)
  const folder = temporaryFolder()
  let removed = 0
  const remove = async () => void removed++
  const deps: StepDeps = {
    ...stepDeps(tree, {features: ['host/wasm', 'other/x']}),
    benchFolder: async () => ({folder, remove}),
  }
  /** The bench as it is to be run, the number of its folder, and the times that it leaves there. */
  const bench = (
    name: string,
    at: number,
    run: Omit<ScriptedRun, 'command'> & {readonly ns?: Readonly<Record<string, string>>} = {},
  ): ScriptedRun => {
    const {ns = {}, ...how} = run
    const features = name === 'calls' ? 'wasm,plugins' : 'wasm'
    const there = {...deps, cargo: {...deps.cargo, manifestPath: `${tree.root}/Cargo.toml`}}
    const {argv, env, cwd} = cargoCommand(there, 'bench', '--bench', name, '--features', features)
    const home = `${folder}/${at}`
    const does = () => {
      for (const [id, text] of Object.entries(ns)) {
        writeFiles(`${home}/${id}/new`, {'benchmark.json': JSON.stringify({full_id: id}), 'estimates.json': text})
      }
    }
    const words = [argv[0], ...argv.slice(1), '--', '--noplot'] as const
    return {command: {argv: words, cwd, env: {...env, CRITERION_HOME: home}, limitMs: 7_200_000}, does, ...how}
  }
  return {tree, deps, bench, timesRemoved: () => removed}
}

test('each bench of criterion’s runs with the features it needs, and its own estimates are read from a folder of the wizard’s', async () => {
  const {tree, deps, bench, timesRemoved} = await world()
  const ctx = scriptedStepContext(tree, [
    bench('calls', 0, {ns: {'parse/large/10': estimates(250), call: estimates(90)}}),
  ])

  expect(await recordBenches(deps).apply?.(ctx)).toEqual({
    kind: 'ok',
    summary: '1 bench target ran, 2 times read',
    data: {
      readings: [
        {kind: 'bench', name: 'call', unit: 'ns', value: 90, low: 89, high: 91, runs: 1},
        {kind: 'bench', name: 'parse/large/10', unit: 'ns', value: 250, low: 249, high: 251, runs: 1},
      ],
    },
  })
  expect(timesRemoved()).toBe(1)
  ctx.expectEnd()
})

test('one name in two benches stands behind that of the bench', async () => {
  const {tree, deps, bench} = await world(twoBenches)
  const ctx = scriptedStepContext(tree, [
    bench('calls', 0, {ns: {run: estimates(1)}}),
    bench('pool', 1, {ns: {run: estimates(2), grow: estimates(3)}}),
  ])

  expect(await recordBenches(deps).apply?.(ctx)).toMatchObject({
    data: {readings: [{name: 'host/calls: run'}, {name: 'grow'}, {name: 'host/pool: run'}]},
  })
})

test('a bench that doesn’t run before is recorded, and one that runs no longer is a failure; the others run all the same', async () => {
  const {tree, deps, bench} = await world(twoBenches)
  const first = scriptedStepContext(tree, [
    bench('calls', 0, {outcome: failed, err: 'error: no\n'}),
    bench('pool', 1, {ns: {grow: estimates(3)}}),
  ])

  const recorded = await recordBenches(deps).apply?.(first)

  expect(recorded).toMatchObject({kind: 'ok', data: {broken: ['host/calls'], skipped: [{what: 'host/calls'}]}})
  const results = {'record-benches': recorded?.data ?? null}
  const known = scriptedStepContext(
    tree,
    [bench('calls', 0, {outcome: failed}), bench('pool', 1, {ns: {grow: estimates(3)}})],
    {results},
  )
  expect(await runBenches(deps).apply?.(known)).toMatchObject({
    kind: 'ok',
    data: {skipped: [{what: 'host/calls', why: 'it doesn’t run, as before the upgrade'}]},
  })
  const fresh = scriptedStepContext(tree, [bench('calls', 0, {outcome: failed}), bench('pool', 1, {outcome: failed})], {
    results,
  })
  expect(await runBenches(deps).apply?.(fresh)).toMatchObject({
    kind: 'failed',
    problem: {code: 'benches-newly-broken', title: 'No longer runs: host/pool'},
  })
})

test('slower within the noise or the limit goes on; much slower recommends going back', async () => {
  const {tree, deps, bench} = await world()
  const before = {kind: 'bench', name: 'call', unit: 'ns', value: 100, low: 99, high: 101, runs: 1}
  const results = {'record-benches': {readings: [before]}}
  const after = async (text: string) => {
    const ctx = scriptedStepContext(tree, [bench('calls', 0, {ns: {call: text}})], {results})
    return (await runBenches(deps).apply?.(ctx)) ?? {}
  }

  expect(await after(estimates(104))).toMatchObject({kind: 'ok', summary: '1 bench target ran, 1 time read'})
  expect(await after(estimates(108, 9))).toMatchObject({
    kind: 'ok',
    summary: expect.stringContaining('within the noise'),
  })
  expect(await after(estimates(108))).toMatchObject({kind: 'ok', summary: expect.stringContaining('+8')})
  expect(await after(estimates(130))).toMatchObject({kind: 'failed', problem: {recommendsUndo: true}})
})

test('another harness is told, and a bench that leaves nothing as well', async () => {
  const {tree, deps, bench} = await world({...files, 'benches/nightly.rs': '#![feature(test)]\n'})
  const ctx = scriptedStepContext(tree, [bench('calls', 0)])

  expect(await recordBenches(deps).apply?.(ctx)).toMatchObject({
    data: {
      readings: [],
      skipped: [
        {what: 'host/nightly', why: expect.stringContaining('the harness of Rust’s own')},
        {what: 'host/calls', why: expect.stringContaining('no estimates')},
      ],
    },
  })
})

test('a cancelled bench ends the step, and without benches there is nothing to do', async () => {
  const {tree, deps, bench} = await world()
  const none = await world({'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\n'})
  const ctx = scriptedStepContext(tree, [bench('calls', 0, {outcome: {kind: 'cancelled'}})])

  expect(await recordBenches(deps).apply?.(ctx)).toMatchObject({kind: 'failed', problem: {code: 'cancelled'}})
  expect(await runBenches(none.deps).inspect(scriptedStepContext(none.tree))).toMatchObject({kind: 'done'})
})
