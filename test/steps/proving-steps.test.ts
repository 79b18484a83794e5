import {describe, expect, test} from 'vitest'
import type {Command} from '../../src/domain/command.ts'
import type {Measurement, Reading, TestOutcome} from '../../src/domain/measurement.ts'
import type {Tree} from '../../src/domain/ports.ts'
import {proveBuild} from '../../src/steps/prove-build.ts'
import {proveTests} from '../../src/steps/prove-tests.ts'
import {recordBaseline} from '../../src/steps/record-baseline.ts'
import type {StepDeps} from '../../src/steps/step-deps.ts'
import {stepKinds} from '../../src/steps/step-kinds.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, lockfile, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const keepGoing = ['--keep-going', '--message-format=json-diagnostic-rendered-ansi']
const failed = {kind: 'exited', code: 101} as const
const failedBefore = {check: {passed: false, durationMs: 1000, failedTargets: []}, locked: {}}

describe('recording the baseline', () => {
  test('measures the build, every test program by itself and the documentation tests', async () => {
    const {tree, deps} = await workspace()
    const ctx = scriptedStepContext(tree, [
      check(deps),
      ...tests(
        deps,
        tree,
        {lib: ['test a ... ok', 'test b ... FAILED', 'test c ... ignored'], 'tests/e2e': ['test d ... ok']},
        ['test src/lib.rs - f (line 9) ... ok'],
      ),
    ])

    expect(await recordBaseline(deps).apply?.(ctx)).toEqual({
      kind: 'ok',
      summary: '3 tests passed, 1 failed, 1 ignored',
      data: {
        check: {passed: true, durationMs: 1000, failedTargets: []},
        tests: {
          built: true,
          durationMs: 4000,
          outcomes: outcomes({
            'host/lib::a': 'passed',
            'host/lib::b': 'failed',
            'host/lib::c': 'ignored',
            'host/tests/e2e::d': 'passed',
            'doc::src/lib.rs - f': 'passed',
          }),
        },
        readings: [testTime('host/lib'), testTime('host/tests/e2e')],
        locked: {wasmtime: ['25.0.3']},
      },
    })
    expect(ctx.said).toEqual(['Measuring the workspace as it is: check, then tests'])
    ctx.expectEnd()
  })

  test('switches on the features that are asked for, and goes online when it may', async () => {
    const {tree} = await workspace()
    const deps = stepDeps(tree, {features: ['host/plugins', 'cli/wasm'], isOffline: false})
    const ctx = scriptedStepContext(tree, [check(deps), ...tests(deps, tree, {}, [])])

    expect(await recordBaseline(deps).apply?.(ctx)).toMatchObject({kind: 'ok'})
    ctx.expectEnd()
    expect(check(deps).command.argv).toEqual([
      ...['cargo', 'check', '--workspace', '--all-targets', ...keepGoing],
      ...['--features', 'host/plugins,cli/wasm'],
    ])
  })

  test('takes a build that fails for known, and does not try the tests', async () => {
    const {tree, deps} = await workspace()
    const ctx = scriptedStepContext(tree, [{...check(deps), outcome: failed, err: 'error: broken\n'}])

    expect(await recordBaseline(deps).apply?.(ctx)).toEqual({
      kind: 'ok',
      summary: 'The build fails before the upgrade; recorded as known',
      data: {...failedBefore, locked: {wasmtime: ['25.0.3']}},
    })
    ctx.expectEnd()
  })

  test('leaves out features that the product never compiled with, and the proofs leave them out too', async () => {
    const {tree} = await workspace()
    const deps = stepDeps(tree, {features: ['host/plugins']})
    const bare = stepDeps(tree, {features: []})
    const ctx = scriptedStepContext(tree, [
      {...check(deps), outcome: failed, err: 'error: broken\n'},
      check(bare),
      ...tests(bare, tree, {lib: ['test a ... ok']}, []),
    ])

    const baseline = await recordBaseline(deps).apply?.(ctx)

    ctx.expectEnd()
    expect(baseline).toMatchObject({
      kind: 'ok',
      summary: '1 test passed, 0 failed; left out, because it doesn’t compile with it today: host/plugins',
      data: {without: ['host/plugins'], check: {passed: true}},
    })
    const results = {'record-baseline': baseline?.data ?? null}
    const after = scriptedStepContext(tree, [check(bare)], {results})
    expect(await proveBuild(deps).apply?.(after)).toMatchObject({
      kind: 'ok',
      summary: 'The workspace builds without host/plugins, which did not compile before either (1.0 s)',
    })
    after.expectEnd()
  })

  test('is not a baseline when it was cancelled or cargo is missing', async () => {
    const {tree, deps} = await workspace()
    for (const [outcome, code] of [
      [{kind: 'cancelled'}, 'cancelled'],
      [{kind: 'not-found', program: 'cargo'}, 'program-missing'],
    ] as const) {
      const early = scriptedStepContext(tree, [{...check(deps), outcome}])
      expect(await recordBaseline(deps).apply?.(early)).toEqual({
        kind: 'failed',
        problem: expect.objectContaining({code}),
      })

      const late = scriptedStepContext(tree, [check(deps), {...build(deps), outcome}])
      expect(await recordBaseline(deps).apply?.(late)).toEqual({
        kind: 'failed',
        problem: expect.objectContaining({code}),
      })
    }
  })

  test('stops running tests once it is cancelled among them', async () => {
    const {tree, deps} = await workspace()
    const abort = new AbortController()
    const [built, sysroot, first] = tests(deps, tree, {lib: ['test a ... ok'], 'tests/e2e': ['test d ... ok']}, [])
    if (built === undefined || sysroot === undefined || first === undefined) throw new Error('the script is too short')
    const cancelled = {...first, outcome: {kind: 'cancelled'} as const, does: () => abort.abort()}
    const ctx = scriptedStepContext(tree, [check(deps), built, sysroot, cancelled], {signal: abort.signal})

    expect(await recordBaseline(deps).apply?.(ctx)).toMatchObject({kind: 'failed', problem: {code: 'cancelled'}})
    ctx.expectEnd()
  })

  test('counts a test program that crashes or fails without naming a test as a failed test', async () => {
    const {tree, deps} = await workspace()
    const [built, sysroot, lib, e2e, bench, doc] = tests(
      deps,
      tree,
      {lib: ['test a ... ok', 'test b ... '], 'tests/e2e': ['test d ... ok'], 'tests/own-harness': ['nothing known']},
      [],
    )
    if (built === undefined || sysroot === undefined || lib === undefined) throw new Error('the script is too short')
    if (e2e === undefined || bench === undefined || doc === undefined) throw new Error('the script is too short')
    const ctx = scriptedStepContext(tree, [
      ...[check(deps), built, sysroot],
      {...lib, outcome: {kind: 'signalled', signal: 'SIGSEGV'}},
      {...e2e, outcome: {kind: 'exited', code: 3}},
      {...bench, outcome: {kind: 'exited', code: 1}},
      doc,
    ])

    expect(await recordBaseline(deps).apply?.(ctx)).toMatchObject({
      data: {
        tests: {
          outcomes: outcomes({
            'host/lib::a': 'passed',
            'host/lib (crashed)': 'failed',
            'host/tests/e2e::d': 'passed',
            'host/tests/e2e (crashed)': 'failed',
            'host/tests/own-harness': 'failed',
          }),
        },
      },
    })
  })
})

describe('proving the build', () => {
  test('is proven by a check of the whole workspace', async () => {
    const {tree, deps} = await workspace()
    const ctx = scriptedStepContext(tree, [check(deps)])

    const applied = await proveBuild(deps).apply?.(ctx)

    expect(applied).toEqual({
      kind: 'ok',
      summary: 'The workspace builds (1.0 s)',
      data: {check: {passed: true, durationMs: 1000, failedTargets: []}},
    })
    expect(await proveBuild(deps).verify(ctx, applied)).toBe(applied)
    ctx.expectEnd()
  })

  test('is run again when the wizard was started anew in between', async () => {
    const {tree, deps} = await workspace()
    const ctx = scriptedStepContext(tree, [check(deps)])

    expect(await proveBuild(deps).verify(ctx, undefined)).toMatchObject({kind: 'ok'})
    ctx.expectEnd()
  })

  test('fails with the compiler’s own words', async () => {
    const {tree, deps} = await workspace()
    const out = compilerError(tree, 'lib', 'host', 'error[E0599]: no method named `new`')
    const ctx = scriptedStepContext(tree, [
      {...check(deps), outcome: failed, out, err: 'error: could not compile `host`\n'},
    ])

    expect(await proveBuild(deps).apply?.(ctx)).toMatchObject({
      kind: 'failed',
      problem: {
        code: 'build-newly-broken',
        title: 'host/lib no longer compiles',
        detail: 'error[E0599]: no method named `new`',
      },
      data: {check: {passed: false, failedTargets: ['host/lib']}},
    })
  })

  test('passes when only a test did not compile that did not compile before', async () => {
    const {tree, deps} = await workspace()
    const out = compilerError(tree, 'test', 'e2e', 'error: old')
    const before = {check: {passed: false, durationMs: 1, failedTargets: ['host/tests/e2e']}, locked: {}}
    const ctx = scriptedStepContext(tree, [{...check(deps), outcome: failed, out}], {
      results: {'record-baseline': before},
    })

    expect(await proveBuild(deps).apply?.(ctx)).toMatchObject({
      kind: 'ok',
      summary: 'The workspace builds as before; still not compiling: host/tests/e2e',
    })
  })
})

describe('proving the tests', () => {
  test('fails for what fails now and did not before, and for what is gone', async () => {
    const {problem} = await proven(
      {'host/lib::a': 'passed', 'host/lib::b': 'passed', 'host/lib::gone': 'passed', 'host/lib::known': 'failed'},
      ['test a ... ok', 'test b ... FAILED', 'test known ... FAILED', 'test fresh ... FAILED'],
      [
        {only: ['b', 'fresh'], lines: ['test b ... FAILED', 'test fresh ... FAILED']},
        {only: ['b', 'fresh'], lines: ['test b ... FAILED', 'test fresh ... FAILED']},
      ],
    )

    expect(problem).toEqual({
      code: 'tests-newly-broken',
      title: '2 new test failures, 1 test gone',
      detail: 'failed: host/lib::b\nfailed: host/lib::fresh\ngone: host/lib::gone',
      nextSteps: ['Read the failing test’s log, mend the code and retry; or roll back.'],
    })
  })

  test('passes when known failures stay, get mended or were ignored', async () => {
    expect(
      await proven(
        {
          'host/lib::a': 'passed',
          'host/lib::known': 'failed',
          'host/lib::mended': 'failed',
          'host/lib::slow': 'ignored',
        },
        ['test a ... ok', 'test known ... FAILED', 'test mended ... ok', 'test fresh ... ok'],
      ),
    ).toEqual({kind: 'ok', summary: '3 tests passed (1 before), no new failure'})
  })

  test('runs what failed newly again, and what passes then is flaky: it passed, and is told', async () => {
    const before = {'host/lib::known': 'failed', 'host/lib::race': 'passed', 'host/lib::clock': 'passed'} as const

    const outcome = await proven(
      before,
      ['test known ... FAILED', 'test race ... FAILED', 'test clock ... FAILED'],
      [
        {only: ['clock', 'race'], lines: ['test race ... ok', 'test clock ... FAILED']},
        {only: ['clock'], lines: ['test clock ... ok']},
      ],
    )

    expect(outcome).toEqual({
      kind: 'ok',
      summary:
        '2 tests passed (2 before), no new failure; flaky, passed when run again: host/lib::race, host/lib::clock',
    })
  })

  test('a test that fails each time is a new failure, whatever else was flaky', async () => {
    const {problem} = await proven(
      {'host/lib::race': 'passed', 'host/lib::broken': 'passed'},
      ['test race ... FAILED', 'test broken ... FAILED'],
      [
        {only: ['broken', 'race'], lines: ['test race ... ok', 'test broken ... FAILED']},
        {only: ['broken'], lines: ['test broken ... FAILED']},
      ],
    )

    expect(problem).toMatchObject({title: '1 new test failure, 0 tests gone', detail: 'failed: host/lib::broken'})
  })

  test('more failures than chance explains aren’t run again', async () => {
    const lines = Array.from({length: 21}, (_, index) => `test t${index} ... FAILED`)

    expect((await proven({}, lines)).problem).toMatchObject({title: '21 new test failures, 0 tests gone'})
  })

  test('a documentation test is run again under the name it was printed with, a program without a harness whole', async () => {
    const {tree, deps} = await workspace()
    const [built, sysroot, own, doc] = tests(deps, tree, {'tests/own': ['what it says']}, [
      'test src/lib.rs - f (line 9) ... FAILED',
    ])
    if (built === undefined || sysroot === undefined || own === undefined || doc === undefined)
      throw new Error('the script is too short')
    const limitMs = 120_000
    const docAgain = [...doc.command.argv, '--', 'src/lib.rs - f (line 9)', '--exact'] as const
    const ctx = scriptedStepContext(tree, [
      ...[built, sysroot, {...own, outcome: failed}, {...doc, outcome: failed}],
      {command: {...own.command, limitMs}},
      {command: {...doc.command, argv: docAgain, limitMs}, out: 'test src/lib.rs - f (line 9) ... ok'},
    ])

    expect(await proveTests(deps).apply?.(ctx)).toMatchObject({
      kind: 'ok',
      summary: expect.stringContaining('flaky, passed when run again: host/tests/own, doc::src/lib.rs - f'),
      data: {
        tests: {
          outcomes: [
            {name: 'host/tests/own', outcome: 'passed', flaky: true},
            {name: 'doc::src/lib.rs - f', outcome: 'passed', flaky: true},
          ],
        },
      },
    })
    ctx.expectEnd()
  })

  test('without a baseline counts what passes and says so', async () => {
    expect(await proven(undefined, ['test a ... ok'])).toEqual({
      kind: 'ok',
      summary: '1 test passed (no baseline to compare with), no new failure',
    })
  })

  test('fails when the tests no longer build, and passes when they never did', async () => {
    const {tree, deps} = await workspace()
    const before: Measurement = {tests: {built: false, durationMs: 1, outcomes: []}, locked: {}}
    const broken = {...build(deps), outcome: failed, err: 'error: broken\n'}

    expect(await proveTests(deps).apply?.(scriptedStepContext(tree, [broken]))).toMatchObject({
      kind: 'failed',
      problem: {code: 'command-failed', detail: 'error: broken'},
      data: {tests: {built: false, durationMs: 1000, outcomes: []}, locked: {wasmtime: ['25.0.3']}},
    })
    expect(
      await proveTests(deps).apply?.(scriptedStepContext(tree, [broken], {results: {'record-baseline': before}})),
    ).toMatchObject({kind: 'ok', summary: 'The tests do not build, as before the upgrade: nothing could be compared'})
  })
})

test('times are measured on both sides, after the edit always and from nothing where that was asked for', async () => {
  const {tree, deps: without} = await workspace()
  const deps = {...without, measure: new Set(['cold'] as const), times: timeTools}
  const ownLib = message(tree, {kind: ['lib'], name: 'host'}, {executable: null, filenames: [], fresh: false})
  const [built, ...programs] = tests(deps, tree, {lib: ['test a ... ok']}, [])
  const timed = (run: ScriptedRun | undefined, most: number): ScriptedRun[] => {
    const again = {command: run?.command ?? check(deps).command, out: ownLib}
    const env = {CARGO_TARGET_DIR: '/cold', CARGO_BUILD_BUILD_DIR: '/cold', RUSTC_WRAPPER: ''}
    const cold = {...again, command: {...again.command, env: {...again.command.env, ...env}}}
    return [...Array.from({length: most}, () => again), cold]
  }
  const both = (...more: readonly ScriptedRun[]) => [...(built === undefined ? [] : [built]), ...programs, ...more]
  const before = scriptedStepContext(tree, [check(deps), ...timed(check(deps), 5), ...both(...timed(built, 3))])

  const baseline = await recordBaseline(deps).apply?.(before)

  before.expectEnd()
  const spread = {unit: 'ms', value: 1000, low: 1000, high: 1000}
  expect(baseline).toMatchObject({
    summary:
      '1 test passed, 0 failed; cargo check after an edit: 1.0 s; cargo check cold: 1.0 s; cargo build after an edit: 1.0 s; cargo build cold: 1.0 s',
    data: {
      readings: [
        {kind: 'check-time', name: '', ...spread, runs: 5},
        {kind: 'check-time', name: 'cold', unit: 'ms', value: 1000, runs: 1},
        {kind: 'build-time', name: '', ...spread, runs: 3},
        {kind: 'build-time', name: 'cold', unit: 'ms', value: 1000, runs: 1},
        testTime('host/lib'),
      ],
    },
  })

  const results = {'record-baseline': baseline?.data ?? null}
  const building = scriptedStepContext(tree, [check(deps), ...timed(check(deps), 5)], {results})
  expect(await proveBuild(deps).apply?.(building)).toMatchObject({
    kind: 'ok',
    summary: 'The workspace builds (1.0 s); cargo check after an edit: 1.0 s; cargo check cold: 1.0 s',
    data: {readings: [{kind: 'check-time'}, {kind: 'check-time', name: 'cold'}]},
  })
  building.expectEnd()
  const testing = scriptedStepContext(tree, both(...timed(built, 3)), {results})
  expect(await proveTests(deps).apply?.(testing)).toMatchObject({
    kind: 'ok',
    data: {readings: [testTime('host/lib'), {kind: 'build-time'}, {kind: 'build-time', name: 'cold'}]},
  })
  testing.expectEnd()

  const unmeasured = scriptedStepContext(tree, [check(deps)])
  expect(await proveBuild(deps).apply?.(unmeasured)).toMatchObject({
    kind: 'ok',
    summary: 'The workspace builds (1.0 s)',
  })
  unmeasured.expectEnd()
})

test('a build that takes much longer than its limit allows is told, and one past the limit for going back is a problem', async () => {
  const {tree, deps: without} = await workspace()
  const deps = {...without, times: timeTools}
  const before = {readings: [{kind: 'check-time', name: '', unit: 'ms', value: 800, runs: 5}], locked: {}}
  const ownLib = message(tree, {kind: ['lib'], name: 'host'}, {executable: null, filenames: [], fresh: false})
  const script = [check(deps), ...Array.from({length: 5}, () => ({...check(deps), out: ownLib}))]
  const prove = (limits: StepDeps['limits']) =>
    proveBuild({...deps, limits}).apply?.(scriptedStepContext(tree, script, {results: {'record-baseline': before}}))

  expect(await prove({'check-time': {accepted: 0.1}})).toMatchObject({
    kind: 'ok',
    summary: expect.stringMatching(/; cargo check: 800 ms → 1\.0 s, \+25 % \(limit \+10 %\)$/),
  })
  expect(await prove({'check-time': {accepted: 0.1, rollback: 0.2}})).toMatchObject({
    kind: 'failed',
    problem: {code: 'rollback-recommended', recommendsUndo: true},
    data: {readings: [{kind: 'check-time', value: 1000}]},
  })
})

test('steps that only measure never claim to be done already, and name the lockfile that cargo may rewrite', async () => {
  const {tree, deps} = await workspace()
  const ctx = scriptedStepContext(tree)
  for (const id of ['record-baseline', 'prove-build', 'prove-tests'])
    expect(await stepKinds(deps).get(id)?.inspect(ctx), id).toEqual({
      kind: 'needed',
      summary: expect.stringMatching(/./),
      writes: [],
      touches: ['Cargo.lock'],
    })
})

test('the report is written and named, and nothing in the tree is touched', async () => {
  const {tree, deps} = await workspace()
  const kind = stepKinds(deps).get('write-report')
  const ctx = scriptedStepContext(tree)

  expect(await kind?.inspect(ctx)).toMatchObject({kind: 'needed', writes: [], touches: []})
  expect(await kind?.verify(ctx, undefined)).toEqual({kind: 'ok', summary: 'Report written: .upgrade-wizard/report.md'})
})

async function workspace(): Promise<{tree: Tree; deps: StepDeps}> {
  const tree = await temporaryRepository({
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = "25"\n',
    'Cargo.lock': lockfile('host 0.1.0 path', 'wasmtime 25.0.3'),
  })
  return {tree, deps: stepDeps(tree, {libraryPath: '/opt/lib'})}
}

function check(deps: StepDeps): ScriptedRun {
  return {command: cargoCommand(deps, 'check', '--workspace', '--all-targets', ...keepGoing, ...featuresOf(deps))}
}

function build(deps: StepDeps): ScriptedRun {
  const args = ['build', '--workspace', '--tests', '--profile', 'test', ...keepGoing, ...featuresOf(deps)]
  return {command: cargoCommand(deps, ...args)}
}

/** The commands of a test run: build, ask for the compiler's folder, each program (label → its output), documentation. */
function tests(
  deps: StepDeps,
  tree: Tree,
  programs: Readonly<Record<string, readonly string[]>>,
  documentation: readonly string[],
): readonly ScriptedRun[] {
  const named = Object.entries(programs).map(([label, lines]) => {
    const [folder = '', name = 'host'] = label.split('/')
    return {
      kind: folder === 'tests' ? 'test' : 'lib',
      name,
      lines,
      executable: `${tree.root}/target/debug/deps/${name}-1f`,
    }
  })
  const artifacts = named.map(({kind, name, executable}) => message(tree, {kind: [kind], name}, {executable}))
  const asked: Command = {
    argv: ['rustc', '--print', 'sysroot'],
    cwd: tree.root,
    env: {RUSTUP_TOOLCHAIN: deps.cargo.toolchain},
  }
  const library = deps.cargo.libraryPath === undefined ? '' : `:${deps.cargo.libraryPath}`
  const libraryPath = `${tree.root}/target/debug/deps:/sysroot/lib${library}`
  return [
    {...build(deps), out: artifacts.join('\n')},
    {command: asked, out: '/sysroot\n'},
    ...named.map(({executable, lines}) => ({
      command: {
        argv: [executable] as const,
        cwd: tree.root,
        env: {
          CARGO_MANIFEST_DIR: tree.root,
          CARGO_PKG_NAME: 'host',
          LD_LIBRARY_PATH: libraryPath,
          DYLD_FALLBACK_LIBRARY_PATH: libraryPath,
        },
      },
      out: lines.join('\n'),
    })),
    {
      command: cargoCommand(deps, 'test', '--workspace', '--doc', '--no-fail-fast', ...featuresOf(deps)),
      out: documentation.join('\n'),
    },
  ]
}

function featuresOf({cargo: {features}}: StepDeps): readonly string[] {
  return features.length === 0 ? [] : ['--features', features.join(',')]
}

function message(tree: Tree, target: {kind: string[]; name: string}, more: Record<string, unknown>): string {
  return JSON.stringify({
    reason: 'compiler-artifact',
    package_id: `path+file://${tree.root}#host@0.1.0`,
    manifest_path: `${tree.root}/Cargo.toml`,
    target,
    profile: {test: true},
    ...more,
  })
}

function compilerError(tree: Tree, kind: string, name: string, rendered: string): string {
  const error = {level: 'error', message: rendered, rendered: `${rendered}\n`}
  return message(tree, {kind: [kind], name}, {reason: 'compiler-message', message: error})
}

function outcomes(record: Readonly<Record<string, TestOutcome['outcome']>>): TestOutcome[] {
  return Object.entries(record).map(([name, outcome]) => ({name, outcome}))
}

const timeTools: NonNullable<StepDeps['times']> = {
  whyNotIncremental: async () => undefined,
  makeStale: async () => undefined,
  coldFolder: async () => ({folder: '/cold', remove: async () => undefined}),
}

/** The time of a program's tests, each a second in these scripts. */
function testTime(name: string): Reading {
  return {kind: 'test-time', name, unit: 'ms', value: 1000, runs: 1}
}

/**
 * What proving says when the library's tests print these lines, after this baseline, and those lines when only these are run
 * `again`; without the data.
 */
async function proven(
  before: Readonly<Record<string, TestOutcome['outcome']>> | undefined,
  lines: readonly string[],
  again: readonly {readonly only: readonly string[]; readonly lines: readonly string[]}[] = [],
) {
  const {tree, deps} = await workspace()
  const baseline: Measurement = {tests: {built: true, durationMs: 1, outcomes: outcomes(before ?? {})}, locked: {}}
  const results = before === undefined ? {} : {'record-baseline': baseline}
  const script = tests(deps, tree, {lib: lines}, [])
  const [program] = script.slice(2)
  if (program === undefined) throw new Error('the script is too short')
  const runAgain = again.map(({only, lines}) => ({
    command: {...program.command, argv: [program.command.argv[0], ...only, '--exact'] as const, limitMs: 120_000},
    out: lines.join('\n'),
  }))
  const ctx = scriptedStepContext(tree, [...script, ...runAgain], {results})

  const outcome = await proveTests(deps).verify(ctx, undefined)

  ctx.expectEnd()
  const {data: _, ...said} = outcome
  return {problem: undefined, ...said}
}
