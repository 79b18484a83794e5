import {describe, expect, test} from 'vitest'
import type {JudgingCommand, OwnCommand} from '../../src/settings/own-command.ts'
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
      env: {RUSTUP_TOOLCHAIN: '1.95.0', CARGO_NET_OFFLINE: 'true'},
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

describe('a number', () => {
  const cold: OwnCommand = {
    name: 'cold',
    run: ['./cold.sh'],
    when: 'both',
    timeout: 60,
    repeat: 3,
    number: [{name: 'start', pattern: 'took ([0-9.]+) ms', unit: 'ms', better: 'lower'}],
  }
  const reading = {kind: 'command', name: 'cold.start', unit: 'ms', runs: 3} as const

  test('is the median of all repeats, with where they lay', async () => {
    const {tree, deps, ran} = await world({kind: 'agreed', commands: [cold]})
    const ctx = scriptedStepContext(
      tree,
      ['12.5', '9', '30'].map(ms => ran(cold, {out: `warm-up\ntook ${ms} ms\n`})),
    )

    expect(await recordOwnCommands(deps).apply?.(ctx)).toMatchObject({
      kind: 'ok',
      data: {
        commands: [{name: 'cold', outcome: 'passed', durationMs: 3000}],
        readings: [{...reading, value: 12.5, low: 9, high: 30}],
      },
    })
    ctx.expectEnd()
  })

  test('that is missing is told, not taken for zero', async () => {
    const {tree, deps, ran} = await world({kind: 'agreed', commands: [cold]})
    const ctx = scriptedStepContext(tree, [ran(cold, {out: 'took 1 ms'}), ran(cold), ran(cold, {out: 'took 2 ms'})])
    const done = await recordOwnCommands(deps).apply?.(ctx)

    expect(done).toMatchObject({
      summary: '1 command passed; not measured: cold.start, no line matches took ([0-9.]+) ms',
      data: {skipped: [{what: 'cold.start', why: 'no line matches took ([0-9.]+) ms'}]},
    })
    expect(done).not.toHaveProperty('data.readings')
  })

  test('of a command that failed is missing, and it isn’t repeated', async () => {
    const {tree, deps, ran} = await world({kind: 'agreed', commands: [cold]})
    const ctx = scriptedStepContext(tree, [ran(cold, {out: 'took 1 ms', ...exit(1)})])

    expect(await recordOwnCommands(deps).apply?.(ctx)).toMatchObject({
      data: {commands: [{outcome: 'failed'}], skipped: [{what: 'cold.start', why: 'the command failed'}]},
    })
    ctx.expectEnd()
  })

  test('that is worse than its limit calls for going back, as the recommended answer', async () => {
    const {tree, deps, ran} = await world({kind: 'agreed', commands: [cold]})
    const before = {'record-own-commands': {commands: [], readings: [{...reading, value: 10, low: 9, high: 11}]}}
    const after = (ms: number) => [0, 1, 2].map(more => ran(cold, {out: `took ${ms + more} ms`}))
    const limits = {'command:cold.start': {accepted: 0.1, rollback: 0.2}}
    const judged = (ms: number) =>
      runOwnCommands({...deps, limits}).apply?.(scriptedStepContext(tree, after(ms), {results: before}))

    expect(await judged(9)).toMatchObject({kind: 'ok', summary: '1 command ran, no new failure'})
    expect(await judged(11)).toMatchObject({kind: 'ok', summary: expect.stringContaining('within the noise')})
    expect(await judged(20)).toMatchObject({
      kind: 'failed',
      problem: {code: 'rollback-recommended', recommendsUndo: true},
      data: {readings: [{value: 21}]},
    })
  })
})

describe('a found command', () => {
  const found = {path: 'Makefile', line: 3, why: 'runs docker build .', needsEngine: true}
  const image: JudgingCommand = {name: 'make-image', run: ['make', 'image'], when: 'both', timeout: 60, found}
  const engine = (name: string, outcome: ScriptedRun['outcome']) => ({name, outcome})
  const asking = (root: string, ...answers: readonly ReturnType<typeof engine>[]) =>
    answers.map(({name, outcome = {kind: 'exited', code: 0}}) => ({
      command: {argv: [name, 'info'] as const, cwd: root, limitMs: 10_000},
      outcome,
    }))

  test('that needs an engine is skipped where none answers, also one of the settings’, and it is asked once', async () => {
    const own: OwnCommand = {name: 'up', run: ['docker', 'build', '.'], when: 'both', timeout: 60}
    const {tree, deps} = await world({kind: 'agreed', commands: [image, own]})
    const none = asking(
      tree.root,
      engine('docker', {kind: 'timed-out', limitMs: 10_000}),
      engine('podman', {kind: 'not-found', program: 'podman'}),
    )
    const ctx = scriptedStepContext(tree, none)
    const why = 'no engine for containers answers on this machine (docker, podman)'

    expect(await recordOwnCommands(deps).apply?.(ctx)).toMatchObject({
      kind: 'ok',
      data: {
        commands: [],
        skipped: [
          {what: 'make-image', why},
          {what: 'up', why},
        ],
      },
    })
    ctx.expectEnd()
  })

  test('that needs an engine runs where one answers', async () => {
    const {tree, deps, ran} = await world({kind: 'agreed', commands: [image]})
    const ctx = scriptedStepContext(tree, [
      ...asking(tree.root, engine('docker', {kind: 'exited', code: 0})),
      ran(image),
    ])

    expect(await recordOwnCommands(deps).apply?.(ctx)).toMatchObject({data: {commands: [{outcome: 'passed'}]}})
    ctx.expectEnd()
  })

  test('whose program isn’t here is skipped; one of the settings has failed', async () => {
    const lint: JudgingCommand = {...image, found: {...found, needsEngine: false}}
    const missing = {outcome: {kind: 'not-found', program: 'make'}} as const
    const {tree, deps, ran} = await world({kind: 'agreed', commands: [lint, size]})
    const ctx = scriptedStepContext(tree, [ran(lint, missing), ran(size, missing)])

    expect(await recordOwnCommands(deps).apply?.(ctx)).toMatchObject({
      summary: '0 commands passed, 1 failed; recorded as known; not measured: make-image, make isn’t installed',
    })
  })

  test('that nobody agreed to is told, and keeps the others from nothing', async () => {
    const skipped = [{what: 'make-image', why: 'nobody agreed to it'}]
    const {tree, deps, ran} = await world({kind: 'agreed', commands: [size], skipped})
    const ctx = scriptedStepContext(tree, [ran(size)])

    expect(await runOwnCommands(deps).apply?.(ctx)).toMatchObject({kind: 'ok', data: {commands: [{}], skipped}})
  })
})

test('what makes artifacts runs with those, not here', async () => {
  const {tree, deps} = await world({kind: 'agreed', commands: [{...size, makes: ['plugin.wasm']}]})
  const done = {kind: 'done', evidence: 'There is no such command any more'}

  expect(await runOwnCommands(deps).inspect(scriptedStepContext(tree))).toEqual(done)
  expect(await recordOwnCommands(deps).inspect(scriptedStepContext(tree))).toEqual(done)
})
