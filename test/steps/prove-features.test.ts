import {describe, expect, test} from 'vitest'
import type {Json} from '../../src/domain/json.ts'
import {proveFeatures} from '../../src/steps/prove-features.ts'
import {recordFeatures} from '../../src/steps/record-features.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const manifest = '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n\n[features]\nplugins = []\n'
const names = ['host: default', 'host: all features']
const exit = (code: number) => ({outcome: {kind: 'exited', code}}) as const

/** A package whose two sets of features go so. */
async function world(outcomes: readonly Omit<ScriptedRun, 'command'>[], results: Record<string, Json> = {}) {
  const tree = await temporaryRepository({'Cargo.toml': manifest, 'src/lib.rs': ''})
  const deps = stepDeps(tree)
  const path = `${tree.root}/Cargo.toml`
  const packages = [{name: 'host', manifest_path: path, features: {plugins: []}}]
  const inPackage = {...deps, cargo: {...deps.cargo, manifestPath: path}}
  const check = (...options: readonly string[]) =>
    cargoCommand(inPackage, 'check', ...options, '--message-format=json-diagnostic-rendered-ansi')
  const commands = [check(), check('--all-features')]
  const ctx = scriptedStepContext(
    tree,
    [
      {command: cargoCommand(deps, 'metadata', '--no-deps', '--format-version', '1'), out: JSON.stringify({packages})},
      {
        command: cargoCommand(deps, 'hack', 'check', '--workspace', '--each-feature', '--print-command-list'),
        ...exit(101),
      },
      ...outcomes.flatMap((outcome, at) => {
        const command = commands[at]
        return command === undefined ? [] : [{command, ...outcome}]
      }),
    ],
    {results},
  )
  return {deps, ctx}
}

const error = JSON.stringify({
  reason: 'compiler-message',
  package_id: 'path+file:///repo#host@0.1.0',
  manifest_path: '/repo/Cargo.toml',
  target: {kind: ['lib'], name: 'host'},
  message: {level: 'error', message: 'no', rendered: 'error: no such thing\n --> src/lib.rs:1:1\n'},
})

test('before the upgrade each set is compiled, and one that doesn’t compile is recorded', async () => {
  const {deps, ctx} = await world([exit(0), {...exit(101), out: error}])

  expect(await recordFeatures(deps).inspect(ctx)).toMatchObject({kind: 'needed', writes: []})
  expect(await recordFeatures(deps).apply?.(ctx)).toEqual({
    kind: 'ok',
    summary: '1 set of features compiles, 1 doesn’t; recorded as known',
    data: {
      features: [
        {name: names[0], passed: true, durationMs: 1000},
        {name: names[1], passed: false, durationMs: 1000},
      ],
    },
  })
  ctx.expectEnd()
})

describe('after the upgrade', () => {
  const recorded = (passed: boolean) => ({
    'record-features': {features: names.map(name => ({name, passed: passed || name === names[0], durationMs: 1}))},
  })

  test('a set that compiled before and doesn’t now is told with its first error', async () => {
    const {deps, ctx} = await world([exit(0), {...exit(101), out: error}], recorded(true))

    expect(await proveFeatures(deps).apply?.(ctx)).toMatchObject({
      kind: 'failed',
      problem: {
        code: 'features-newly-broken',
        title: 'host: all features no longer compiles',
        detail: 'host: all features:\nerror: no such thing\n --> src/lib.rs:1:1',
      },
      data: {features: [{passed: true}, {passed: false}]},
    })
  })

  test('one that didn’t compile before either speaks against nothing', async () => {
    const {deps, ctx} = await world([exit(0), {...exit(101), out: error}], recorded(false))

    expect(await proveFeatures(deps).apply?.(ctx)).toMatchObject({
      kind: 'ok',
      summary: '1 set of features compiles; still not: host: all features',
    })
  })

  test('one that is cancelled ends the step', async () => {
    const {deps, ctx} = await world([{outcome: {kind: 'cancelled'}}], recorded(true))

    expect(await proveFeatures(deps).apply?.(ctx)).toMatchObject({kind: 'failed', problem: {code: 'cancelled'}})
    ctx.expectEnd()
  })
})

test('a repository without features has nothing to try', async () => {
  const tree = await temporaryRepository({'Cargo.toml': manifest.replace('plugins = []', 'default = []')})

  expect(await proveFeatures(stepDeps(tree)).inspect(scriptedStepContext(tree))).toEqual({
    kind: 'done',
    evidence: 'No package has features',
  })
})
