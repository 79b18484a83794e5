import {expect, test} from 'vitest'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {moveWasmTarget} from '../../src/steps/move-wasm-target.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

test('the new name stands wherever something is built for the old one, and nowhere else', async () => {
  const files = {
    '.cargo/config.toml': '[build]\ntarget = "wasm32-wasi" # guests\n\n[target.wasm32-wasi]\nrunner = "wasmtime"\n',
    'rust-toolchain.toml': '[toolchain]\nchannel = "1.90.0"\ntargets = ["wasm32-wasi", "wasm32-wasip2"]\n',
    '.github/workflows/ci.yml':
      'jobs:\n  a:\n    steps:\n      - uses: dtolnay/rust-toolchain@stable\n        with:\n          targets: wasm32-wasi, wasm32-unknown-unknown\n      - run: cp target/wasm32-wasi/release/guest.wasm out/\n',
    Makefile: 'guest:\n\tcargo build --target wasm32-wasi\n',
    'build.sh': '#!/bin/sh\r\nrustup target add wasm32-wasi wasm32-wasip2\r\n',
    Dockerfile: 'FROM rust:1.90\nRUN rustup target add wasm32-wasi',
    'tests/guest.rs': 'const GUEST: &str = "target/wasm32-wasi/debug/guest.wasm";\n',
    'README.md': '# Guests\n\nRun `cargo build --target wasm32-wasi` first.\n',
    'docs/building.md': 'rustup target add wasm32-wasi\ncp target/wasm32-wasi/release/guest.wasm .\n',
  }
  const kept = {
    'CHANGELOG.md': '- Builds for wasm32-wasi: `cargo build --target wasm32-wasi`\n',
    'docs/history.md': 'The name wasm32-wasi came from somewhere.\n',
    'threads.sh': 'cargo build --target wasm32-wasip1-threads --target wasm32-wasi-preview1-threads\n',
  }
  const tree = await temporaryRepository({...files, ...kept})
  const kind = moveWasmTarget(stepDeps(tree))
  const ctx = scriptedStepContext(tree)

  const inspection = await kind.inspect(ctx)
  expect(inspection).toMatchObject({
    kind: 'needed',
    summary: 'wasm32-wasi becomes wasm32-wasip1 in 12 places of 9 files',
  })
  await applyWrites(tree, inspection)

  for (const [path, text] of Object.entries(files)) {
    expect(await tree.readText(path), path).toBe(text.replaceAll(/wasm32-wasi(?!p)/g, 'wasm32-wasip1'))
  }
  for (const [path, text] of Object.entries(kept)) expect(await tree.readText(path), path).toBe(text)
  expect((await kind.inspect(ctx)).kind).toBe('done')
  expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
})

test('a list that names both keeps one', async () => {
  const tree = await temporaryRepository({
    'rust-toolchain.toml': '[toolchain]\ntargets = ["wasm32-wasi", "wasm32-wasip1"] # both\n',
    '.github/workflows/ci.yml':
      'jobs:\n  a:\n    strategy:\n      matrix:\n        target: [wasm32-wasip1, wasm32-wasi]\n',
  })
  const kind = moveWasmTarget(stepDeps(tree))

  await applyWrites(tree, await kind.inspect(scriptedStepContext(tree)))

  expect(await tree.readText('rust-toolchain.toml')).toBe('[toolchain]\ntargets = ["wasm32-wasip1"] # both\n')
  expect(await tree.readText('.github/workflows/ci.yml')).toContain('target: [wasm32-wasip1]\n')
  expect((await kind.inspect(scriptedStepContext(tree))).kind).toBe('done')
})

test.each([
  ['in rows', '- wasm32-wasi # old', '- wasm32-wasip1', '- wasm32-unknown-unknown'],
  ['in quotes', '- "wasm32-wasip1"', "- 'wasm32-wasi'"],
])('a YAML list that names both keeps one, %s', async (_name, ...rows) => {
  const ci = (items: readonly string[]) =>
    `jobs:\n  a:\n    strategy:\n      matrix:\n        target:\n${items.map(row => `          ${row}\r\n`).join('')}`
  const tree = await temporaryRepository({'.github/workflows/ci.yml': ci(rows)})
  const kind = moveWasmTarget(stepDeps(tree))

  await applyWrites(tree, await kind.inspect(scriptedStepContext(tree)))

  expect(await tree.readText('.github/workflows/ci.yml')).toBe(ci(rows.filter(row => !/wasi\b/.test(row))))
  expect((await kind.inspect(scriptedStepContext(tree))).kind).toBe('done')
})

test('a table that has the new name already is left for people, and the rest is moved', async () => {
  const config = (target: string) =>
    `[build]\ntarget = "${target}"\n\n[target.wasm32-wasi]\nrustflags = []\n\n[target."wasm32-wasip1"]\nrustflags = []\n`
  const tree = await temporaryRepository({'.cargo/config.toml': config('wasm32-wasi')})
  const kind = moveWasmTarget(stepDeps(tree))

  const inspection = await kind.inspect(scriptedStepContext(tree))
  await applyWrites(tree, inspection)

  const note =
    '.cargo/config.toml:4: [target.wasm32-wasi] stays, the file has a table for wasm32-wasip1: join the two by hand'
  expect(inspection).toMatchObject({summary: expect.stringContaining(note)})
  expect(await tree.readText('.cargo/config.toml')).toBe(config('wasm32-wasip1'))
  expect(await kind.inspect(scriptedStepContext(tree))).toMatchObject({
    kind: 'done',
    evidence: expect.stringContaining(note),
  })
})

test('the old name stays below the Rust that knows the new one', async () => {
  const tree = await temporaryRepository({Makefile: 'guest:\n\tcargo build --target wasm32-wasi\n'})
  const deps = stepDeps(tree, {wasmtime: '23.0.0', rust: '1.77'})

  expect((await moveWasmTarget(deps).inspect(scriptedStepContext(tree))).kind).toBe('done')
  expect(assemblePlan(await deps.survey(), deps.target).steps.map(({id}) => id)).not.toContain('move-wasm-target')
})

test('says which jobs of a matrix with old and new side by side do not know the new name', async () => {
  const ci = '.github/workflows/ci.yml'
  const tree = await temporaryRepository({
    Makefile: 'guest:\n\tcargo build --target wasm32-wasi\n',
    [ci]: 'jobs:\n  a:\n    strategy:\n      matrix:\n        rust: ["1.75.0", 1.79, stable]\n',
  })
  const deps = stepDeps(tree)
  const kind = moveWasmTarget({...deps, target: {...deps.target, matrix: 'both'}})
  const old = `${ci}:5: jobs with Rust 1.75.0 don’t know wasm32-wasip1, which came with 1.78: they can’t build for it`

  const inspection = await kind.inspect(scriptedStepContext(tree))
  expect(inspection.kind === 'needed' && inspection.summary.split('\n').slice(1)).toEqual([old])
  await applyWrites(tree, inspection)
  expect((await moveWasmTarget(deps).inspect(scriptedStepContext(tree))).kind).toBe('done')
})

test('needs the raised Rust where a stated one does not know the new name', async () => {
  const stepIn = async (channel: string) => {
    const tree = await temporaryRepository({
      Makefile: 'guest:\n\tcargo build --target wasm32-wasi\n',
      'rust-toolchain': channel,
    })
    const deps = stepDeps(tree)
    return assemblePlan(await deps.survey(), deps.target).steps.find(({id}) => id === 'move-wasm-target')
  }

  expect(await stepIn('1.75.0')).toMatchObject({phase: 'dependencies', needs: ['raise-rust']})
  expect(await stepIn('1.80.0')).toMatchObject({needs: []})
})

test('an old name that is left fails the verification with its places', async () => {
  const tree = await temporaryRepository({Makefile: 'guest:\n\tcargo build --target wasm32-wasi\n'})

  expect(await moveWasmTarget(stepDeps(tree)).verify(scriptedStepContext(tree), undefined)).toMatchObject({
    problem: {code: 'old-target-left', detail: 'Makefile:2 names wasm32-wasi'},
  })
})
