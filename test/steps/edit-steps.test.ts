import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Tree} from '../../src/domain/ports.ts'
import type {StepKind} from '../../src/domain/step-kind.ts'
import type {Target} from '../../src/domain/target.ts'
import {raiseFamily} from '../../src/steps/raise-family.ts'
import {lowerOnPurpose, raisedRust, raiseRust} from '../../src/steps/raise-rust.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

/** Inspects, applies, and proves that a second look finds nothing left and a verification agrees. */
async function upgraded(tree: Tree, kind: StepKind): Promise<Record<string, string | undefined>> {
  const ctx = scriptedStepContext(tree)
  const inspection = await kind.inspect(ctx)
  if (inspection.kind !== 'needed') throw new Error(`nothing to do: ${JSON.stringify(inspection)}`)
  await applyWrites(tree, inspection)

  expect((await kind.inspect(ctx)).kind).toBe('done')
  expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
  return Object.fromEntries(
    await Promise.all(inspection.writes.map(async ({path}) => [path, await tree.readText(path)])),
  )
}

describe('raising Rust', () => {
  const files = {
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.75" # MSRV\n',
    'rust-toolchain.toml': '[toolchain]\r\nchannel = "1.75.0"\r\ncomponents = ["clippy"]\r\n',
    '.github/workflows/ci.yml':
      'jobs:\n  a:\n    steps:\n      - uses: dtolnay/rust-toolchain@stable\n      - uses: dtolnay/rust-toolchain@master\n        with:\n          toolchain: 1.75.0\n',
    Dockerfile: 'FROM rust:1.75-alpine AS build\n',
    'CHANGELOG.md': '## 0.1.0\n- Needs Rust 1.75\n',
    'clippy.toml': 'msrv = "1.90"\n',
  }

  test('raises every live place in the precision it is written in, and nothing else', async () => {
    const tree = await temporaryRepository(files)
    const kind = raiseRust(stepDeps(tree))

    expect(await kind.inspect(scriptedStepContext(tree))).toMatchObject({
      kind: 'needed',
      summary: expect.stringContaining('Rust 1.86 in 4 places of 4 files'),
      touches: [],
    })
    expect(await upgraded(tree, kind)).toEqual({
      'Cargo.toml': files['Cargo.toml'].replace('1.75', '1.86'),
      'rust-toolchain.toml': files['rust-toolchain.toml'].replace('1.75.0', '1.86.0'),
      '.github/workflows/ci.yml': files['.github/workflows/ci.yml'].replace('1.75.0', '1.86.0'),
      Dockerfile: 'FROM rust:1.86-alpine AS build\n',
    })
    expect(await tree.readText('CHANGELOG.md')).toBe(files['CHANGELOG.md'])
    expect(await tree.readText('clippy.toml')).toBe(files['clippy.toml'])
  })

  test('is done where every place allows it', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\nrust-version = "1.90"\n',
    })

    expect(await raiseRust(stepDeps(tree)).inspect(scriptedStepContext(tree))).toEqual({
      kind: 'done',
      evidence: 'No live statement asks for a Rust below 1.86',
    })
  })

  test('raises an inherited version where it is stated, once', async () => {
    const member = '[package]\nname = "a"\nversion = "1.0.0"\nrust-version.workspace = true\n'
    const tree = await temporaryRepository({
      'Cargo.toml': '[workspace]\nmembers = ["a"]\n\n[workspace.package]\nrust-version = "1.75"\n',
      'a/Cargo.toml': member,
    })

    expect(await upgraded(tree, raiseRust(stepDeps(tree, {rust: '1.86.1'})))).toEqual({
      'Cargo.toml': '[workspace]\nmembers = ["a"]\n\n[workspace.package]\nrust-version = "1.86.1"\n',
    })
    expect(await tree.readText('a/Cargo.toml')).toBe(member)
  })

  test('keeps what states a lower Rust on purpose, unless somebody said otherwise', () => {
    const base = {kind: 'msrv', place: 'workflow', path: 'ci.yml', line: 1, column: 1, text: '', why: ''} as const
    const place = {...base, span: {start: 0, end: 4}, value: '1.75', live: true, onPurpose: 'the MSRV job'}
    const target: Target = {wasmtime: null, rust: {version: '1.86', because: []}, edition: null}

    expect(raisedRust(place, target)).toBeUndefined()
    expect(raisedRust(place, {...target, onPurpose: 'raise'})).toBe('1.86')
    expect(lowerOnPurpose([place, {...place, value: '1.90'}, {...place, live: false}], target)).toEqual([place])
  })

  test('fails its verification with every place that is still too low', async () => {
    const tree = await temporaryRepository(files)

    expect(await raiseRust(stepDeps(tree)).verify(scriptedStepContext(tree), undefined)).toEqual({
      kind: 'failed',
      problem: {
        code: 'rust-still-low',
        title: 'Rust 1.86 is not stated everywhere',
        detail: [
          '.github/workflows/ci.yml:7 states 1.75.0',
          'Cargo.toml:5 states 1.75',
          'Dockerfile:1 states 1.75',
          'rust-toolchain.toml:2 states 1.75.0',
        ].join('\n'),
        nextSteps: ['Edit these places by hand and verify again, or roll back.'],
      },
    })
  })

  test('is blocked at the place that it cannot edit', async () => {
    const tree = await temporaryRepository(files)
    const deps = stepDeps(tree)
    const seen = await deps.survey()
    const kind = raiseRust({...deps, survey: async () => seen})

    writeFileSync(path.join(tree.root, 'Cargo.toml'), `# a line more\n${files['Cargo.toml']}`)
    expect(await kind.inspect(scriptedStepContext(tree))).toEqual({
      kind: 'blocked',
      problem: {
        code: 'cannot-edit',
        title: 'Cannot edit Cargo.toml',
        detail: expect.stringMatching(/^Wanted: line 5: 1\.75 → 1\.86\. But the file changed: /),
        nextSteps: ['Make the change by hand, then look again.'],
        path: 'Cargo.toml',
        line: 5,
        column: 17,
      },
    })

    for (const gone of [() => tree.remove('Cargo.toml'), () => tree.write('Cargo.toml', new Uint8Array([0xff]))]) {
      await gone()
      expect(await kind.inspect(scriptedStepContext(tree))).toMatchObject({
        kind: 'blocked',
        problem: {
          detail: 'Wanted: line 5: 1.75 → 1.86. But it is gone or is not UTF-8 text.',
          path: 'Cargo.toml',
          line: 5,
          column: 17,
        },
      })
    }
  })
})

describe('raising the family', () => {
  test('raises every requirement in its own shape: workspace, optional, renamed, exact, range, per platform', async () => {
    const root = [
      '[workspace]',
      'members = ["host", "tools"]',
      '',
      '[workspace.dependencies]',
      'wasmtime = { version = "25.0", default-features = false } # pinned together',
      'wasmtime-wasi = "=25.0.3"',
      'serde = "1"',
      '',
    ].join('\n')
    const host = [
      '[package]',
      'name = "host"',
      'version = "0.1.0"',
      '',
      '[dependencies]',
      'wasmtime = { workspace = true, optional = true }',
      'engine = { package = "wasmtime", version = "25", optional = true }',
      "wasmtime-environ = '~25.0.1'",
      '',
      "[target.'cfg(unix)'.dev-dependencies]",
      'wiggle = ">=24, <26"',
      '',
      '[dependencies.wasi-common]',
      'version = "25.0.0"',
      'features = ["sync"]',
      '',
    ].join('\n')
    const tools =
      '[package]\nname = "tools"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = { path = "../vendored" }\nwasmparser = "0.218"\n'
    const tree = await temporaryRepository({'Cargo.toml': root, 'host/Cargo.toml': host, 'tools/Cargo.toml': tools})
    const kind = raiseFamily(stepDeps(tree))

    expect(await upgraded(tree, kind)).toEqual({
      'Cargo.toml': root
        .replace('"25.0", default-features = false', '"36.0", default-features = false, features = ["std"]')
        .replace('=25.0.3', '=36.0.14'),
      'host/Cargo.toml': host
        .replace('"25"', '"36"')
        .replace('~25.0.1', '~36.0.14')
        .replace('<26', '<37')
        .replace('25.0.0', '36.0.14'),
    })
    expect(await tree.readText('tools/Cargo.toml')).toBe(tools)
  })

  test('leaves a crate that ended before the target, and says what took over', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml':
        '[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = "29"\nwasi-common = "25"\n',
    })
    const kind = raiseFamily(stepDeps(tree, {wasmtime: '48.0.0'}))

    const inspection = await kind.inspect(scriptedStepContext(tree))

    expect(inspection).toMatchObject({
      kind: 'needed',
      summary: expect.stringMatching(/^wasmtime to 48\.0\.0 in 1 place\nCargo\.toml:7: wasi-common 25 stays; /),
    })
    expect(inspection.kind === 'needed' && inspection.writes[0]?.after).toContain(
      'wasmtime = "48"\nwasi-common = "25"\n',
    )
  })

  test('is done where the requirements allow the target, and where there is no target', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml':
        '[package]\nname = "a"\nversion = "1.0.0"\n\n[dependencies]\nwasmtime = ">=25"\nwasmtime-wasi = "36"\n',
    })

    expect(await raiseFamily(stepDeps(tree)).inspect(scriptedStepContext(tree))).toEqual({
      kind: 'done',
      evidence: 'Every requirement of the family allows 36.0.14',
    })
    expect((await raiseFamily(stepDeps(tree, {wasmtime: null})).inspect(scriptedStepContext(tree))).kind).toBe('done')
  })

  test('fails its verification with every requirement that is still too low', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml':
        '[package]\nname = "a"\nversion = "1.0.0"\n\n[dependencies]\nwasmtime = "25"\nwasmtime-wasi = "36"\n',
    })

    expect(await raiseFamily(stepDeps(tree)).verify(scriptedStepContext(tree), undefined)).toEqual({
      kind: 'failed',
      problem: {
        code: 'family-still-low',
        title: 'The family is not at one version',
        detail: 'Cargo.toml:6 requires wasmtime 25',
        nextSteps: ['Edit these requirements by hand and verify again, or roll back.'],
      },
    })
  })
})
