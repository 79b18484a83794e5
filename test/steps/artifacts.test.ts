import {mkdirSync, utimesSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import type {ExtraMeasure} from '../../src/domain/extra-measure.ts'
import type {OwnCommand} from '../../src/settings/own-command.ts'
import {rebuildArtifacts} from '../../src/steps/rebuild-artifacts.ts'
import {recordArtifacts} from '../../src/steps/record-artifacts.ts'
import type {AgreedCommands, StepDeps} from '../../src/steps/step-deps.ts'
import {aProblem} from '../support/journal-events.ts'
import {precompiled} from '../support/precompiled.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {temporaryRepository, writeFiles} from '../support/temporary-repository.ts'

const guest = {
  'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n',
  'guest/Cargo.toml': '[package]\nname = "guest"\nversion = "0.1.0"\nedition = "2021"\n',
  Makefile: 'wasm:\n\tcd guest && cargo build --release --target wasm32-wasip1\n',
}
const failed = {kind: 'exited', code: 101} as const
const cancelled = {kind: 'cancelled'} as const
const name = 'guest for wasm32-wasip1'

/** A repository, the commands that are expected of its steps, and how they go. */
async function world(
  files: Readonly<Record<string, string | Uint8Array>> = guest,
  {own = {kind: 'agreed', commands: []}, measure = []}: {own?: AgreedCommands; measure?: readonly ExtraMeasure[]} = {},
) {
  const tree = await temporaryRepository(files)
  const deps: StepDeps = {...stepDeps(tree), ownCommands: async () => own, measure: new Set(measure)}
  const libdir = `${temporaryFolder()}/lib`
  const target = (isInstalled: boolean): ScriptedRun => {
    if (isInstalled) writeFiles(libdir, {'libcore-1.rlib': ''})
    const argv = ['rustc', '--print', 'target-libdir', '--target', 'wasm32-wasip1'] as const
    return {command: {argv, cwd: tree.root, env: {RUSTUP_TOOLCHAIN: '1.95.0'}}, out: `${libdir}\n`}
  }
  const made = `${tree.root}/guest/target/wasm32-wasip1/release/guest.wasm`
  const build = (run: Omit<ScriptedRun, 'command'> & {readonly bytes?: number}): ScriptedRun => {
    const words = ['build', '--target', 'wasm32-wasip1', '--release', '--message-format=json-diagnostic-rendered-ansi']
    const there = {...deps, cargo: {...deps.cargo, manifestPath: `${tree.root}/guest/Cargo.toml`}}
    const does = () => writeFiles(path.dirname(made), {'guest.wasm': new Uint8Array(run.bytes ?? 0)})
    return {
      command: {...cargoCommand(there, ...words), cwd: `${tree.root}/guest`},
      ...(run.bytes === undefined ? {} : {out: artifact('cdylib', 'guest', made), does}),
      ...run,
    }
  }
  return {tree, deps, target, build}
}

function artifact(kind: string, target: string, file: string): string {
  return `${JSON.stringify({
    reason: 'compiler-artifact',
    target: {kind: [kind], name: target},
    profile: {test: false},
    filenames: [file],
    executable: kind === 'bin' ? file : null,
  })}\n`
}

const recorded = (readings: readonly {name: string; value: number}[]) => ({
  'record-artifacts': {
    readings: readings.map(one => ({kind: 'wasm-size', unit: 'bytes', runs: 1, ...one})),
  },
})

describe('a guest that cargo builds', () => {
  test('is built as the repository builds it, in its folder, and weighed', async () => {
    const {tree, deps, target, build} = await world()
    const ctx = scriptedStepContext(tree, [target(true), build({bytes: 1200})])

    expect(await recordArtifacts(deps).apply?.(ctx)).toEqual({
      kind: 'ok',
      summary: '1 artifact made, 1 file weighed, 1.2 kB',
      data: {
        readings: [
          {
            kind: 'wasm-size',
            name: 'guest/target/wasm32-wasip1/release/guest.wasm',
            unit: 'bytes',
            value: 1200,
            runs: 1,
          },
        ],
      },
    })
    ctx.expectEnd()
  })

  test('whose target isn’t installed is left as it lies, and it is told what would install it', async () => {
    const old = {...guest, 'guest/target/wasm32-wasi/release/guest.wasm': new Uint8Array(900)}
    const {tree, deps, target} = await world({...old, '.gitignore': 'target\n'})

    expect(await recordArtifacts(deps).apply?.(scriptedStepContext(tree, [target(false)]))).toMatchObject({
      kind: 'ok',
      data: {
        // By the name that it has after the upgrade, so that it is compared with itself.
        readings: [{name: 'guest/target/wasm32-wasip1/release/guest.wasm', value: 900}],
        skipped: [
          {what: name, why: expect.stringContaining('rustup target add --toolchain 1.95.0 wasm32-wasip1')},
          {what: 'guest/target/wasm32-wasip1/release/guest.wasm', why: expect.stringContaining('earlier build')},
        ],
      },
    })
  })

  test('that can’t be built before is recorded as known, and not held against the upgrade', async () => {
    const {tree, deps, target, build} = await world()
    const first = scriptedStepContext(tree, [target(true), build({outcome: failed, err: 'error: no wit\n'})])

    const recorded = await recordArtifacts(deps).apply?.(first)

    expect(recorded).toMatchObject({kind: 'ok', data: {broken: [name], skipped: [{what: name}]}})
    const results = {'record-artifacts': recorded?.data ?? null}
    const second = scriptedStepContext(tree, [target(true), build({outcome: failed})], {results})
    expect(await rebuildArtifacts(deps).apply?.(second)).toMatchObject({
      kind: 'ok',
      data: {skipped: [{what: name, why: 'it can’t be made, as before the upgrade'}]},
    })
  })

  test('that was built before and can’t be any more is a failure, and so is one of which nobody knows', async () => {
    const {tree, deps, target, build} = await world()
    const run = [target(true), build({outcome: failed, err: 'error: no wit\n'})]
    const problem = {code: 'artifacts-newly-broken', title: `No longer made: ${name}`}

    for (const results of [recorded([]), {}]) {
      const ctx = scriptedStepContext(tree, run, {results})
      expect(await rebuildArtifacts(deps).apply?.(ctx)).toMatchObject({kind: 'failed', problem})
    }
  })

  test('that grew past the limit is told, and one within it isn’t', async () => {
    const {tree, deps, target, build} = await world()
    const results = recorded([{name: 'guest/target/wasm32-wasip1/release/guest.wasm', value: 1000}])
    const rebuilt = async (bytes: number) => {
      const ctx = scriptedStepContext(tree, [target(true), build({bytes})], {results})
      return (await rebuildArtifacts(deps).apply?.(ctx)) ?? {}
    }

    expect(await rebuilt(1040)).toMatchObject({kind: 'ok', summary: '1 artifact made, 1 file weighed, 1.04 kB'})
    expect(await rebuilt(1100)).toMatchObject({kind: 'ok', summary: expect.stringContaining('1 kB → 1.1 kB, +10')})
  })

  test('that is cancelled ends the step', async () => {
    const {tree, deps, target, build} = await world()
    const ctx = scriptedStepContext(tree, [target(true), build({outcome: cancelled})])

    expect(await recordArtifacts(deps).apply?.(ctx)).toMatchObject({kind: 'failed', problem: {code: 'cancelled'}})
  })
})

describe('a command that says what it makes', () => {
  const maker: OwnCommand = {
    name: 'component',
    run: ['cargo', 'xtask'],
    when: 'both',
    timeout: 60,
    makes: ['plugin.wasm'],
  }
  const afterOnly: OwnCommand = {...maker, name: 'later', when: 'after'}
  const judge: OwnCommand = {name: 'smoke', run: ['./smoke'], when: 'both', timeout: 60}
  const host = {'Cargo.toml': guest['Cargo.toml'], 'plugin.wasm': new Uint8Array(4), 'other.wasm': new Uint8Array(2)}
  const made = (root: string) => {
    return {argv: maker.run, cwd: root, env: {RUSTUP_TOOLCHAIN: '1.95.0', CARGO_NET_OFFLINE: 'true'}, limitMs: 60_000}
  }
  const agreed: AgreedCommands = {kind: 'agreed', commands: [maker, afterOnly, judge]}

  test('runs where somebody agreed to it, and what it makes is weighed beside what the repository keeps', async () => {
    const {tree, deps} = await world(host, {own: agreed})
    const does = () => writeFiles(tree.root, {'plugin.wasm': new Uint8Array(7)})
    const ctx = scriptedStepContext(tree, [{command: made(tree.root), does}])

    expect(await recordArtifacts(deps).apply?.(ctx)).toMatchObject({
      kind: 'ok',
      data: {
        readings: [
          {name: 'plugin.wasm', value: 7},
          {name: 'other.wasm', value: 2},
        ],
      },
    })
    ctx.expectEnd()
  })

  test('that runs only afterwards and fails has failed newly', async () => {
    const {tree, deps} = await world(host, {own: {kind: 'agreed', commands: [afterOnly]}})
    const ctx = scriptedStepContext(tree, [{command: made(tree.root), outcome: failed}], {results: recorded([])})

    expect(await rebuildArtifacts(deps).apply?.(ctx)).toMatchObject({
      kind: 'failed',
      problem: {title: 'No longer made: later'},
    })
  })

  test('that nobody agreed to doesn’t run; that is told, and the rest is measured', async () => {
    const {tree, deps} = await world(host, {own: {kind: 'refused', problem: aProblem, commands: [maker, judge]}})

    expect(await rebuildArtifacts(deps).apply?.(scriptedStepContext(tree))).toMatchObject({
      kind: 'ok',
      data: {
        readings: [{name: 'other.wasm'}, {name: 'plugin.wasm'}],
        skipped: [{what: 'plugin.wasm', why: expect.stringContaining('nobody agreed to that command')}],
      },
    })
  })

  test('is believed by the target’s new name as well: the file that was written last counts', async () => {
    const path = (target: string) => `target/${target}/release/x.wasm`
    const stated = {...maker, makes: [path('wasm32-wasi')]}
    const old = {...host, '.gitignore': 'target\n', [path('wasm32-wasi')]: new Uint8Array(3)}
    const {tree, deps} = await world(old, {own: {kind: 'agreed', commands: [stated]}})
    utimesSync(`${tree.root}/${path('wasm32-wasi')}`, new Date(0), new Date(0))
    const ctx = scriptedStepContext(tree, [
      {command: made(tree.root), does: () => writeFiles(tree.root, {[path('wasm32-wasip1')]: new Uint8Array(5)})},
    ])

    const {data} = (await rebuildArtifacts(deps).apply?.(ctx)) ?? {}

    expect(data).toMatchObject({
      readings: expect.arrayContaining([expect.objectContaining({name: path('wasm32-wasip1'), value: 5})]),
    })
  })

  test('was found and chosen: it makes wasm before the tests, and what it left is told apart from what lay there', async () => {
    const found = {path: 'Makefile', line: 1, why: 'runs cargo xtask', needsEngine: false, makesWasm: true} as const
    const {makes: _, ...chosen} = maker
    const files = {...host, '.gitignore': 'target\n', Makefile: 'x:\n\trustup target add wasm32-unknown-unknown\n'}
    const folder = 'target/wasm32-unknown-unknown/release'
    const {tree, deps} = await world(
      {...files, [`${folder}/old.wasm`]: new Uint8Array(3)},
      {own: {kind: 'agreed', commands: [{...chosen, found}]}},
    )
    const ctx = scriptedStepContext(tree, [
      {command: made(tree.root), does: () => writeFiles(tree.root, {[`${folder}/new.wasm`]: new Uint8Array(5)})},
    ])

    expect(await recordArtifacts(deps).apply?.(ctx)).toMatchObject({
      data: {
        readings: expect.arrayContaining([expect.objectContaining({name: `${folder}/new.wasm`, value: 5})]),
        skipped: [{what: `${folder}/old.wasm`, why: expect.stringContaining('earlier build')}],
      },
    })
  })

  test('what it may rewrite is saved first: files that git keeps, and the guests’ lockfiles', async () => {
    const {tree, deps} = await world({...guest, ...host}, {own: agreed})

    expect(await recordArtifacts(deps).inspect(scriptedStepContext(tree))).toEqual({
      kind: 'needed',
      summary: `cargo build: ${name}\ncomponent: makes plugin.wasm`,
      writes: [],
      touches: ['Cargo.lock', 'guest/Cargo.lock', 'plugin.wasm', 'other.wasm'],
    })
  })
})

test('a module that another wasmtime precompiled is named before tests load it; one of the same is not', async () => {
  const files = {
    'Cargo.toml': guest['Cargo.toml'],
    'old.cwasm': precompiled('24.0.5'),
    'same.cwasm': precompiled('36.0.14'),
    'major.cwasm': precompiled('36'),
  }
  const {tree, deps} = await world(files)
  const why =
    'wasmtime 24.0.5 precompiled it, and 36.0.14 refuses what another version did. Make it anew: wasmtime compile'

  expect(await rebuildArtifacts(deps).inspect(scriptedStepContext(tree))).toMatchObject({
    summary: expect.stringMatching(`\nold.cwasm: ${why}$`),
  })
  expect(await rebuildArtifacts(deps).apply?.(scriptedStepContext(tree))).toMatchObject({
    kind: 'ok',
    data: {skipped: [{what: 'old.cwasm', why}]},
  })
})

test('programs for release are built where that is asked for, and weighed by their names', async () => {
  const {tree, deps} = await world({'Cargo.toml': guest['Cargo.toml']}, {measure: ['release']})
  const file = `${tree.root}/target/release/host`
  const words = ['build', '--release', '--workspace', '--bins', '--message-format=json-diagnostic-rendered-ansi']
  const does = () => {
    mkdirSync(path.dirname(file), {recursive: true})
    writeFileSync(file, 'x'.repeat(50))
  }
  const ctx = scriptedStepContext(tree, [
    {command: cargoCommand(deps, ...words), out: artifact('bin', 'host', file), does},
  ])

  expect(await recordArtifacts(deps).apply?.(ctx)).toMatchObject({
    data: {readings: [{kind: 'binary-size', name: 'host (release)', value: 50}]},
  })
  ctx.expectEnd()
})

describe('the image', () => {
  const docker = (root: string, ...args: readonly string[]) => ({argv: ['docker', ...args] as const, cwd: root})
  const files = {'Cargo.toml': guest['Cargo.toml'], Dockerfile: 'FROM rust\n'}
  const own = 'upgrade-wizard-measured'

  test('is built where an engine answers, weighed, and its name is taken away again', async () => {
    const {tree, deps} = await world(files, {measure: ['image']})
    const ctx = scriptedStepContext(tree, [
      {command: {...docker(tree.root, 'info'), limitMs: 20_000}},
      {command: {...docker(tree.root, 'build', '--file', 'Dockerfile', '--tag', own, '.'), limitMs: 7_200_000}},
      {command: docker(tree.root, 'image', 'inspect', '--format', '{{.Size}}', own), out: '123456\n'},
      {command: docker(tree.root, 'image', 'rm', own)},
    ])

    expect(await recordArtifacts(deps).apply?.(ctx)).toMatchObject({
      data: {readings: [{kind: 'image-size', name: 'Dockerfile', value: 123_456}]},
    })
    ctx.expectEnd()
  })

  test('is skipped with the reason where no engine answers, or there is nothing to build it from', async () => {
    const {tree, deps} = await world(files, {measure: ['image']})
    const answers = [
      {command: {...docker(tree.root, 'info'), limitMs: 20_000}, outcome: {kind: 'exited', code: 1}} as const,
      {
        command: {argv: ['podman', 'info'] as const, cwd: tree.root, limitMs: 20_000},
        outcome: {kind: 'not-found', program: 'podman'},
      } as const,
    ]
    const bare = await world({'Cargo.toml': guest['Cargo.toml']}, {measure: ['image']})

    expect(await recordArtifacts(deps).apply?.(scriptedStepContext(tree, answers))).toMatchObject({
      data: {skipped: [{what: 'the image’s size', why: expect.stringContaining('neither docker nor podman answers')}]},
    })
    expect(await recordArtifacts(bare.deps).apply?.(scriptedStepContext(bare.tree))).toMatchObject({
      data: {skipped: [{why: expect.stringContaining('no Dockerfile')}]},
    })
  })
})
