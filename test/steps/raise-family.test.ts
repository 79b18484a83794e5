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

describe('what comes from git', () => {
  const own = 'https://github.com/bytecodealliance/wasmtime'
  const cases = [
    [`wasmtime = { git = "${own}", tag = "v25.0.0" } # until 26`, 'tag = "v25.0.0"', 'tag = "v36.0.14"'],
    [`wasmtime = { git = "${own}.git", branch = "release-25.0.0" }`, 'release-25.0.0', 'release-36.0.0'],
    [`wasmtime = { version = "=25.0.0", git = "${own}/", tag = "v25.0.0" }`, '25.0.0', '36.0.14'],
    [`cranelift-entity = { version = "0.112", git = "${own}", tag = "v25.0.0" }`, /0\.112|25\.0\.0/g, ''],
    [`wasi-preview1-component-adapter = { git = "${own}", tag = "v25.0.0" }`, '25.0.0', '36.0.14'],
  ] as const

  test.each(cases)('a release of wasmtime’s own repository is raised: %s', async (entry, from, to) => {
    const {after} = await raised({'Cargo.toml': manifest(entry)})

    const expected =
      typeof from === 'string'
        ? entry.replaceAll(from, to)
        : entry.replaceAll(from, old => (old === '0.112' ? '0.123' : '36.0.14'))
    expect(after['Cargo.toml']).toBe(manifest(expected))
  })

  test('all entries of one tag move, in all manifests, with what their features are called there', async () => {
    const {after, said} = await raised(
      {
        'Cargo.toml': `[workspace]\nmembers = ["a"]\n\n[workspace.dependencies]\nwasmtime-wasi = { git = "${own}", tag = "v25.0.0" }\n\n[patch.crates-io]\nwasmtime = { git = "${own}", tag = "v25.0.0" }\n`,
        'a/Cargo.toml':
          '[package]\nname = "a"\n\n[dependencies]\nwasmtime-wasi = { workspace = true, features = ["preview1"] }\n',
      },
      '37.0.2',
    )

    expect(after['Cargo.toml']?.match(/v\d+\.\d+\.\d+/g)).toEqual(['v37.0.2', 'v37.0.2'])
    expect(after['a/Cargo.toml']).toContain('features = ["p1"]')
    expect(said[0]).toBe('wasmtime-wasi, wasmtime to 37.0.2 in 2 places')
  })

  test.each([
    [
      'a commit',
      `{ git = "${own}", rev = "abc123" }`,
      `${own} (rev abc123) stays: only a tag or a branch of a release is raised`,
    ],
    [
      'a branch of nobody’s release',
      `{ git = "${own}", branch = "main" }`,
      'only a tag or a branch of a release is raised',
    ],
    ['the default branch', `{ git = "${own}" }`, 'only a tag or a branch of a release is raised'],
    [
      'a fork',
      '{ git = "https://github.com/me/wasmtime", tag = "v25.0.0" }',
      'raise the fork to 36.0.14, then name it here',
    ],
    [
      'a look-alike',
      '{ git = "https://github.com/bytecodealliance/wasmtime-fork", tag = "v25.0.0" }',
      'raise the fork',
    ],
  ])('%s stays and is told', async (_name, entry, why) => {
    const {after, said} = await raised({'Cargo.toml': manifest('wiggle = "25"', `wasmtime = ${entry}`)})

    expect(after['Cargo.toml']).toBe(manifest('wiggle = "36"', `wasmtime = ${entry}`))
    expect(said.slice(1)).toEqual([expect.stringContaining(why)])
    expect(said[1]).toMatch(/^Cargo\.toml:7: wasmtime from https:/)
  })

  test('no entry of a tag moves when one of them has no such release', async () => {
    const both = [
      `wasmtime = { git = "${own}", tag = "v25.0.0" }`,
      `wasmtime-types = { git = "${own}", tag = "v25.0.0" }`,
    ]
    const {after, said} = await raised({'Cargo.toml': manifest('wiggle = "25"', ...both)})

    expect(after['Cargo.toml']).toBe(manifest('wiggle = "36"', ...both))
    expect(said).toContain(
      `Cargo.toml:7: wasmtime, wasmtime-types from ${own} (tag v25.0.0) stays: there is no wasmtime-types in wasmtime 36`,
    )
  })

  test('a patch onto a fork stays, and that is one line', async () => {
    const patch = ['wasmtime', 'wasmtime-wasi'].map(
      crate => `${crate} = { git = "https://example.org/f", branch = "b" }`,
    )
    const text = `${manifest('wasmtime = "25"')}\n[patch.crates-io]\n${patch.join('\n')}\n`
    const {after, said} = await raised({'Cargo.toml': text})

    expect(after['Cargo.toml']).toBe(text.replace('"25"', '"36"'))
    expect(said.slice(1)).toEqual([
      'Cargo.toml:9: [patch] of wasmtime, wasmtime-wasi from https://example.org/f (branch b) stays: cargo uses the fork only where it is 36.0.14',
    ])
  })
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
