import {expect, test} from 'vitest'
import type {OwnCommand} from '../../src/settings/own-command.ts'
import {recordOwnCommands, runOwnCommands} from '../../src/steps/run-own-commands.ts'
import type {AgreedCommands, StepDeps} from '../../src/steps/step-deps.ts'
import {aProblem} from '../support/journal-events.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const size: OwnCommand = {name: 'size', run: ['make', 'size'], when: 'both', timeout: 60}
const smoke: OwnCommand = {name: 'smoke', run: ['./smoke.sh'], cwd: 'ci', when: 'after', timeout: 5}

async function world(...answers: readonly AgreedCommands[]) {
  const tree = await temporaryRepository()
  let asked = 0
  const deps: StepDeps = {
    ...stepDeps(tree),
    ownCommands: async () => answers[Math.min(asked++, answers.length - 1)] ?? {kind: 'agreed', commands: []},
  }
  const ran = (one: OwnCommand, run: Omit<ScriptedRun, 'command'> = {}): ScriptedRun => ({
    command: {
      argv: one.run,
      cwd: one.cwd === undefined ? tree.root : `${tree.root}/${one.cwd}`,
      env: {RUSTUP_TOOLCHAIN: '1.95.0'},
      limitMs: one.timeout * 1000,
    },
    ...run,
  })
  return {tree, deps, ran}
}

const agreed = {kind: 'agreed', commands: [size, smoke]} as const
const exit = (code: number) => ({outcome: {kind: 'exited', code}}) as const

test('commands that nobody agreed to block the step, and none runs', async () => {
  const {tree, deps} = await world({kind: 'refused', problem: aProblem})

  expect(await runOwnCommands(deps).inspect(scriptedStepContext(tree))).toEqual({kind: 'blocked', problem: aProblem})
})

test('settings that change between the question and the run stop the run', async () => {
  const {tree, deps} = await world(agreed, {kind: 'refused', problem: aProblem})
  const ctx = scriptedStepContext(tree)
  const step = runOwnCommands(deps)

  expect(await step.inspect(ctx)).toMatchObject({kind: 'needed', writes: []})
  expect(await step.apply?.(ctx)).toEqual({kind: 'failed', problem: aProblem})
})

test('before the upgrade only those run that want to be compared, and a failure is recorded', async () => {
  const {tree, deps, ran} = await world(agreed)
  const ctx = scriptedStepContext(tree, [ran(size, exit(2))])

  expect(await recordOwnCommands(deps).apply?.(ctx)).toEqual({
    kind: 'ok',
    summary: '0 commands passed, 1 failed; recorded as known',
    data: {commands: [{name: 'size', outcome: 'failed', durationMs: 1000}]},
  })
  ctx.expectEnd()
})

test('afterwards all of them run, in their folders and for their time, and only a new failure counts', async () => {
  const {tree, deps, ran} = await world(agreed)
  const before = {'record-own-commands': {commands: [{name: 'size', outcome: 'failed', durationMs: 1}]}}
  const known = scriptedStepContext(tree, [ran(size, exit(2)), ran(smoke)], {results: before})
  const fresh = scriptedStepContext(tree, [ran(size), ran(smoke, {...exit(1), err: 'error: no smoke\n'})], {
    results: before,
  })

  expect(await runOwnCommands(deps).apply?.(known)).toMatchObject({
    kind: 'ok',
    summary: '2 commands ran, no new failure; size failed before too',
  })
  expect(await runOwnCommands(deps).apply?.(fresh)).toMatchObject({
    kind: 'failed',
    problem: {
      code: 'own-commands-failed',
      title: 'Failed since the upgrade: smoke',
      detail: 'Failed (exit code 1): ./smoke.sh\nerror: no smoke',
    },
    data: {commands: [{outcome: 'passed'}, {outcome: 'failed'}]},
  })
  fresh.expectEnd()
})

test('one that takes too long has failed, and the next one runs', async () => {
  const {tree, deps, ran} = await world(agreed)
  const ctx = scriptedStepContext(tree, [ran(size, {outcome: {kind: 'timed-out', limitMs: 60_000}}), ran(smoke)])

  expect(await runOwnCommands(deps).apply?.(ctx)).toMatchObject({
    problem: {detail: expect.stringContaining('Not done within 1 min 00 s: make size')},
    data: {commands: [{outcome: 'timed-out'}, {outcome: 'passed'}]},
  })
  ctx.expectEnd()
})

test('one that is cancelled ends the step', async () => {
  const {tree, deps, ran} = await world(agreed)
  const ctx = scriptedStepContext(tree, [ran(size, {outcome: {kind: 'cancelled'}})])

  expect(await runOwnCommands(deps).apply?.(ctx)).toMatchObject({kind: 'failed', problem: {code: 'cancelled'}})
})
