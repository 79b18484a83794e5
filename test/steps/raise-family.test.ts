import {describe, expect, test} from 'vitest'
import type {Inspection} from '../../src/domain/step-kind.ts'
import {raiseFamily} from '../../src/steps/raise-family.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, lockfile, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

type Files = Readonly<Record<string, string>>

/** What the step makes of a repository, and what it says; a second look must find nothing to do. */
async function raised(files: Files, wasmtime = '36.0.14'): Promise<{after: Files; said: readonly string[]}> {
  const tree = await temporaryRepository(files)
  const kind = raiseFamily(stepDeps(tree, {wasmtime}))
  const ctx = scriptedStepContext(tree)
  const inspection = await kind.inspect(ctx)
  await applyWrites(tree, inspection)
  expect((await kind.inspect(ctx)).kind).toBe('done')
  expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
  return {after: writesOf(inspection), said: inspection.kind === 'needed' ? inspection.summary.split('\n') : []}
}

function writesOf(inspection: Inspection): Files {
  if (inspection.kind !== 'needed') throw new Error(JSON.stringify(inspection))
  return Object.fromEntries(inspection.writes.map(({path, after}) => [path, after]))
}

function manifest(...dependencies: readonly string[]): string {
  return `[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\n${dependencies.join('\n')}\n`
}

describe('what belongs to a raised requirement', () => {
  test('features and crates come under their new names in the same diff', async () => {
    const {after, said} = await raised(
      {'Cargo.toml': manifest('wasmtime-wasi = { version = "34", features = ["preview1"] }', 'wasmtime-cache = "34"')},
      '37.0.2',
    )

    expect(after['Cargo.toml']).toBe(
      manifest(
        'wasmtime-wasi = { version = "37", features = ["p1"] }',
        'wasmtime-cache = { package = "wasmtime-internal-cache", version = "37" }',
      ),
    )
    expect(said).toEqual([
      'wasmtime-wasi, wasmtime-internal-cache to 37.0.2 in 2 places',
      'Cargo.toml: internal-crates-renamed, wasi-preview1-feature-renamed',
    ])
  })

  test('a feature of a member is renamed though the workspace has the version', async () => {
    const member =
      '[package]\nname = "a"\n\n[dependencies]\nwasmtime-wasi = { workspace = true, features = ["preview1"] }\n'
    const {after} = await raised(
      {
        'Cargo.toml': '[workspace]\nmembers = ["a"]\n\n[workspace.dependencies]\nwasmtime-wasi = "36"\n',
        'a/Cargo.toml': member,
      },
      '37.0.2',
    )

    expect(after['a/Cargo.toml']).toBe(member.replace('preview1', 'p1'))
  })

  test('a feature that ended without a successor is told', async () => {
    const {said} = await raised(
      {'Cargo.toml': manifest('wasi-common = { version = "25", features = ["exit"] }', 'wasmtime = "45"')},
      '48.0.0',
    )

    expect(said).toContainEqual(expect.stringContaining('wasi-common’s feature exit ended with 46'))
  })

  test('memory protection keys are switched on where the code uses them', async () => {
    const {after} = await raised({
      'Cargo.toml': manifest('wasmtime = "22"'),
      'src/lib.rs': 'pub fn pool(p: &mut wasmtime::PoolingAllocationConfig) { p.memory_protection_keys(x); }\n',
    })

    expect(after['Cargo.toml']).toBe(manifest('wasmtime = { version = "36", features = ["memory-protection-keys"] }'))
  })

  test('std is left out where a package of the workspace does without, and that is told', async () => {
    const {after, said} = await raised({
      'Cargo.toml':
        '[workspace]\nmembers = ["a"]\n\n[workspace.dependencies]\nwasmtime = { version = "25", default-features = false }\n',
      'a/Cargo.toml': '[package]\nname = "a"\n\n[dependencies]\nwasmtime = { workspace = true }\n',
      'a/src/lib.rs': '#![cfg_attr(not(test), no_std)]\n',
    })

    expect(after).toEqual({'Cargo.toml': expect.stringContaining('{ version = "36", default-features = false }')})
    expect(said).toContain(
      'Cargo.toml:5: wasmtime stays as it is for std-feature-required-for-os-support: a package that takes it is #![no_std]',
    )
  })

  test('the configuration of the cache loses the key that is an error since 33', async () => {
    const {after} = await raised({
      'Cargo.toml': manifest('wasmtime = "25"'),
      'config/wasmtime-cache.toml': '[cache]\nenabled = true\ndirectory = "/tmp/x"\n',
    })

    expect(after['config/wasmtime-cache.toml']).toBe('[cache]\ndirectory = "/tmp/x"\n')
  })
})

describe('crates beside the family', () => {
  test('cranelift moves with the wasmtime it belongs to', async () => {
    const {after} = await raised({
      'Cargo.toml': manifest('wasmtime = "25"', 'cranelift-codegen = "0.112"', 'cranelift-entity = "=0.112.3"'),
    })

    expect(after['Cargo.toml']).toBe(
      manifest('wasmtime = "36"', 'cranelift-codegen = "0.123"', 'cranelift-entity = "=0.123.14"'),
    )
  })

  test('a cranelift that goes its own way stays, and so do wit-bindgen and other numbers that look alike', async () => {
    const own = ['cranelift-jit = "0.100"', 'wit-bindgen = "0.34"', 'wasmparser = "0.200"']
    const {after, said} = await raised({'Cargo.toml': manifest('wasmtime = "34"', ...own)})

    expect(after['Cargo.toml']).toBe(manifest('wasmtime = "36"', ...own))
    expect(said.slice(1)).toEqual([
      'Cargo.toml:7: cranelift-jit 0.100 stays; it isn’t the one of a wasmtime that is here; 0.123.14 belongs to 36.0.14',
    ])
  })

  test('parsers of the number that wasmtime was made with stay, and that is told', async () => {
    const {said} = await raised({'Cargo.toml': manifest('wasmtime = "25"', 'wasmparser = "0.217"', 'wast = "217"')})

    expect(said.slice(1)).toEqual([
      'Cargo.toml:7: wasmparser 0.217 stays; wasmtime 36 itself uses 236: raise it where its types meet wasmtime’s',
      'Cargo.toml:8: wast 217 stays; wasmtime 36 itself uses 236: raise it where its types meet wasmtime’s',
    ])
  })
})

describe('one place to change next time', () => {
  const root = (entry: string, more = '') =>
    `[workspace]\nmembers = ["a"]\n${more}\n[workspace.dependencies]\nserde = "1"\nwasmtime-wasi = ${entry}\n`
  const member = (entry: string) =>
    `[package]\nname = "a"\n\n[dependencies]\nserde = { workspace = true }\nwasmtime-wasi = ${entry}\n`

  test.each([
    ['"24.0.5" # aligned', '{ workspace = true } # aligned'],
    ['{ version = "24", optional = true }', '{ workspace = true, optional = true }'],
    ['{ features = ["p3"], version = "24" }', '{ features = ["p3"], workspace = true }'],
  ])('a member that states %s leaves it to the workspace', async (own, joined) => {
    const {after, said} = await raised({'Cargo.toml': root('"24.0.5"'), 'a/Cargo.toml': member(own)})

    expect(after).toEqual({'Cargo.toml': root('"36.0.14"'), 'a/Cargo.toml': member(joined)})
    expect(said).toContain('a/Cargo.toml:6: wasmtime-wasi is left to Cargo.toml:6')
  })

  test.each([
    ['{ version = "24", default-features = false }', '"24"', '', 'only one of them has the default features'],
    ['"24"', '{ version = "24", features = ["p3"] }', '', 'the workspace switches on p3 as well'],
    ['"24"', '"24"', 'exclude = ["a"]\n', 'the workspace excludes it'],
  ])('a member that states %s beside %s keeps its own, raised', async (own, offered, more, why) => {
    const {after, said} = await raised({'Cargo.toml': root(offered, more), 'a/Cargo.toml': member(own)})

    expect(after['a/Cargo.toml']).toBe(member(own.replace('24', '36')))
    expect(said.join('\n')).toContain(why)
  })
})

test('a second copy under a name of its own stays where it is, and that is told', async () => {
  const {after, said} = await raised(
    {
      'Cargo.toml': manifest('wasmtime = "45"', 'wasmtime_lts = { package = "wasmtime", version = "36" }'),
      'Cargo.lock': lockfile('wasmtime 36.0.2', 'wasmtime 45.0.0'),
    },
    '48.0.0',
  )

  expect(after['Cargo.toml']).toBe(
    manifest('wasmtime = "48"', 'wasmtime_lts = { package = "wasmtime", version = "36" }'),
  )
  expect(said).toContain('Cargo.toml:7: wasmtime 36 stays: a second wasmtime under the name wasmtime_lts, beside 45')
})

test('what comes from git or a folder keeps its version', async () => {
  const own = [
    'wiggle = { git = "https://example.org/f", tag = "v25.0.0", version = "25" }',
    'wasi-common = { path = "x", version = "25" }',
  ]
  const {after} = await raised({'Cargo.toml': manifest('wasmtime = "25"', ...own)})

  expect(after['Cargo.toml']).toBe(manifest('wasmtime = "36"', ...own))
})

test('a broken file is refused with its place, not written in part', async () => {
  const tree = await temporaryRepository({'Cargo.toml': manifest('wasmtime = "25"')})
  const deps = stepDeps(tree)
  const seen = await deps.survey()
  await tree.remove('Cargo.toml')

  expect(await raiseFamily({...deps, survey: async () => seen}).inspect(scriptedStepContext(tree))).toMatchObject({
    kind: 'blocked',
    problem: {code: 'cannot-edit', path: 'Cargo.toml', detail: 'it is gone or is not UTF-8 text.'},
  })
})
