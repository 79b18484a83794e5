import {expect, test} from 'vitest'
import type {Tree} from '../../src/domain/ports.ts'
import {runNextest} from '../../src/steps/run-nextest.ts'
import type {StepDeps} from '../../src/steps/step-deps.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const runs = {ignored: false, 'filter-match': {status: 'matches'}}
const filtered = {ignored: false, 'filter-match': {status: 'mismatch', reason: 'default-filter'}}
const suite = {
  'package-name': 'host',
  'binary-name': 'host',
  kind: 'lib',
  testcases: {links: runs, races: runs, 'odd name (1)': runs, slow: filtered},
}
const listing = JSON.stringify({'rust-suites': {host: suite}})
const testsFailed = {kind: 'exited', code: 100} as const

test('nextest runs the tests where the repository uses it: names as ever, times, and what was not asked for', async () => {
  const {tree, deps, version, list, run} = await repository()
  const out = [event('ok', 'links', 0.04), event('failed', 'races', 0.3), event('ok', 'odd name (1)', 0.01)].join('\n')
  const ctx = scriptedStepContext(tree, [version, {...list, out: listing}, {...run, out, outcome: testsFailed}])

  const ran = await runNextest(ctx, deps.cargo)

  ctx.expectEnd()
  expect(ran).toMatchObject({
    outcomes: [
      {name: 'host/lib::links', outcome: 'passed', durationMs: 40},
      {name: 'host/lib::races', outcome: 'failed', durationMs: 300},
      {name: 'host/lib::odd name (1)', outcome: 'passed', durationMs: 10},
    ],
    filtered: 1,
    readings: [{kind: 'test-time', name: 'host/lib (nextest)', unit: 'ms', value: 350, runs: 1}],
  })
})

test('what failed newly is run again by its exact name; a name that the filter might take for something else isn’t', async () => {
  const {tree, deps, version, list, run} = await repository()
  const out = [event('ok', 'links'), event('failed', 'races'), event('failed', 'odd name (1)')].join('\n')
  const again = {...run.command, limitMs: 120_000}
  const argv = [...again.argv.slice(0, -1), '-E', 'test(=races)', '--offline'] as unknown as typeof again.argv
  const ctx = scriptedStepContext(tree, [
    ...[version, {...list, out: listing}, {...run, out, outcome: testsFailed}],
    {command: {...again, argv}, out: event('ok', 'races')},
  ])

  const ran = await runNextest(ctx, deps.cargo)

  if (ran === undefined || 'why' in ran) throw new Error('nextest was to run')
  expect(await ran.again(['host/lib::races', 'host/lib::odd name (1)', 'doc::src/lib.rs - f'])).toEqual([
    'host/lib::races',
  ])
  ctx.expectEnd()
})

test('says why it did not run them: it isn’t installed, lists nothing that can be read, or runs nothing', async () => {
  const {tree, deps, version, list, run} = await repository()
  const refused = {kind: 'exited', code: 101} as const
  for (const [script, why] of [
    [[{...version, outcome: refused}], 'the repository uses cargo-nextest, which isn’t installed here'],
    [[version, {...list, outcome: refused}], 'cargo nextest could not list the tests'],
    [[version, {...list, out: listing}, {...run, outcome: refused}], 'cargo nextest did not run the tests'],
  ] as const) {
    const ctx = scriptedStepContext(tree, script)
    expect(await runNextest(ctx, deps.cargo)).toEqual({why})
    ctx.expectEnd()
  }
})

test('isn’t asked for where the repository doesn’t use it', async () => {
  const tree = await temporaryRepository({Makefile: 'test:\n\tcargo test\n'})
  const ctx = scriptedStepContext(tree)

  expect(await runNextest(ctx, stepDeps(tree).cargo)).toBeUndefined()
})

/** A repository that uses nextest, and the commands it is run by: is it there, what is there to run, run it. */
async function repository(): Promise<{tree: Tree; deps: StepDeps} & Record<'version' | 'list' | 'run', ScriptedRun>> {
  const tree = await temporaryRepository({'.config/nextest.toml': ''})
  const deps = stepDeps(tree, {features: ['host/plugins']})
  const which = ['--workspace', '--tests', '--features', 'host/plugins']
  const format = ['--message-format', 'libtest-json', '--message-format-version', '0.1']
  const run = cargoCommand(deps, 'nextest', 'run', ...which, '--no-fail-fast', '--retries', '0', ...format)
  return {
    tree,
    deps,
    version: {command: cargoCommand(deps, 'nextest', '--version')},
    list: {command: cargoCommand(deps, 'nextest', 'list', ...which, '--message-format', 'json')},
    run: {command: {...run, env: {...run.env, NEXTEST_EXPERIMENTAL_LIBTEST_JSON: '1'}}},
  }
}

function event(word: 'ok' | 'failed', name: string, seconds?: number): string {
  const time = seconds === undefined ? {} : {exec_time: seconds}
  return JSON.stringify({type: 'test', event: word, name: `host::host$${name}`, ...time})
}
