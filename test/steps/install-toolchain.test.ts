import {expect, test} from 'vitest'
import type {Command} from '../../src/domain/command.ts'
import type {Toolchains} from '../../src/domain/survey.ts'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {installToolchain} from '../../src/steps/install-toolchain.ts'
import {manifest, survey} from '../plan/make-survey.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const stable = {name: 'stable-x86_64', version: '1.95.0'}
const old = {name: '1.75.0-x86_64', version: '1.75.0'}
const wanted = {name: '1.86.0-x86_64', version: '1.86.0'}
const failing = {outcome: {kind: 'exited', code: 1}, err: 'error: no release found\n'} as const

test('installs exactly the wanted release, with what the repository asks for', async () => {
  const {ctx, kind, machine} = await repository([stable], {does: 'install'})

  expect(await kind.inspect(ctx)).toEqual({
    kind: 'needed',
    summary:
      'rustup toolchain install 1.86.0 --profile=minimal --no-self-update --component=clippy --target=wasm32-wasip1',
    writes: [],
    touches: [],
  })
  expect(await kind.apply?.(ctx)).toEqual({
    kind: 'ok',
    summary: 'Rust 1.86.0 is installed beside the others; an undo leaves it in place',
    data: {
      leftInPlace: 'Rust 1.86.0 stays installed; to remove it: rustup toolchain uninstall 1.86.0',
      installed: ['1.86.0-x86_64'],
    },
  })
  expect(machine.installed).toEqual([stable, wanted])
  expect(await kind.inspect(ctx)).toEqual({kind: 'done', evidence: 'Rust 1.86.0 is installed'})
})

test('says in rustup’s words why it could not be installed, and what there is to go on with', async () => {
  const {ctx, kind} = await repository([stable, old], failing)

  expect(await kind.apply?.(ctx)).toMatchObject({
    kind: 'failed',
    problem: {
      code: 'toolchain-not-installed',
      title: 'Rust 1.86.0 is not installed',
      detail: 'error: no release found',
      goOn: 'Rust 1.95.0 is installed and new enough: the upgrade goes on with it.',
    },
  })
})

test('what the release lacks and no toolchain file lists is left out, and that is told', async () => {
  const tree = await temporaryRepository({
    'rust-toolchain.toml': '[toolchain]\nchannel = "1.75.0"\ncomponents = ["clippy"]\n',
    Makefile: 'check:\n\tcargo clippy\n\tcargo fmt\n\tcargo build --target wasm32-wasip1\n',
  })
  const command = (...parts: readonly string[]): Command => ({
    argv: ['rustup', 'toolchain', 'install', '1.86.0', '--profile=minimal', '--no-self-update', ...parts],
    cwd: tree.root,
    env: {RUSTUP_AUTO_INSTALL: '0', RUST_BACKTRACE: undefined},
  })
  const machine = {installed: [stable]}
  const install = () => {
    machine.installed = [stable, wanted]
  }
  const all = ['--component=clippy', '--component=rustfmt', '--target=wasm32-wasip1']
  const lacks = "error: component 'rustfmt' for target 'x86_64' is unavailable for download for channel '1.86.0'\n"
  const ctx = scriptedStepContext(tree, [
    {command: command(...all), outcome: {kind: 'exited', code: 1}, err: lacks},
    {command: command('--component=clippy', '--target=wasm32-wasip1'), does: install},
  ])
  const kind = installToolchain({...stepDeps(tree, {isOffline: false}), toolchains: async () => machine})

  expect(await kind.apply?.(ctx)).toMatchObject({
    kind: 'ok',
    summary:
      'Rust 1.86.0 is installed beside the others; an undo leaves it in place; without rustfmt, which it doesn’t have',
  })
  ctx.expectEnd()
})

test('there is nothing to go on with where all others are too old', async () => {
  const {ctx, kind} = await repository([old], failing)

  const outcome = await kind.apply?.(ctx)

  expect(outcome).toMatchObject({kind: 'failed', problem: {code: 'toolchain-not-installed'}})
  expect(outcome?.kind === 'failed' && 'goOn' in outcome.problem).toBe(false)
})

test('a rustup that ends well and installs something else is not believed', async () => {
  const {ctx, kind} = await repository([stable], {})

  expect(await kind.apply?.(ctx)).toMatchObject({kind: 'failed', problem: {code: 'toolchain-not-installed'}})
})

test('offline nothing is installed: it goes on with another, or is blocked', async () => {
  const offline = async (installed: Toolchains['installed']) => {
    const {ctx, kind} = await repository(installed, failing, true)
    return kind.inspect(ctx)
  }

  expect(await offline([stable])).toMatchObject({kind: 'done', evidence: expect.stringContaining('Rust 1.95.0')})
  expect(await offline([old])).toMatchObject({kind: 'blocked'})
})

test('is offered only where rustup can put the wanted release beside the others', () => {
  const given = survey({manifests: [manifest(['wasmtime 25.0'])]})
  const target = {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null}
  const isOffered = (installed: Toolchains['installed']) =>
    assemblePlan(given, target, {toolchains: {installed}}).steps.some(({id}) => id === 'install-toolchain')

  expect(isOffered([stable, old])).toBe(true)
  expect(isOffered([stable, wanted])).toBe(false)
  expect(isOffered([{...stable, name: 'rustc'}])).toBe(false)
  expect(assemblePlan(given, target).steps.map(({id}) => id)).not.toContain('install-toolchain')
})

/** A repository that wants clippy and a WASI target, on a machine with these toolchains. */
async function repository(
  installed: Toolchains['installed'],
  {does, ...run}: {does?: 'install'; outcome?: {kind: 'exited'; code: number}; err?: string},
  isOffline = false,
) {
  const tree = await temporaryRepository({
    'rust-toolchain.toml': '[toolchain]\nchannel = "1.75.0"\ncomponents = ["clippy"]\ntargets = ["wasm32-wasi"]\n',
    Makefile: 'guest:\n\tcargo build --target wasm32-wasip1\n',
  })
  const machine = {installed}
  const command: Command = {
    argv: [
      'rustup',
      ...['toolchain', 'install', '1.86.0', '--profile=minimal', '--no-self-update'],
      ...['--component=clippy', '--target=wasm32-wasip1'],
    ],
    cwd: tree.root,
    env: {RUSTUP_AUTO_INSTALL: '0', RUST_BACKTRACE: undefined},
  }
  const install = () => {
    if (does === 'install') machine.installed = [...machine.installed, wanted]
  }
  const ctx = scriptedStepContext(tree, [{command, ...run, does: install}])
  return {ctx, machine, kind: installToolchain({...stepDeps(tree, {isOffline}), toolchains: async () => machine})}
}
