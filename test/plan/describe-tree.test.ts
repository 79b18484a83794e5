import fc from 'fast-check'
import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import {catalogReleases} from '../../src/catalog/release.ts'
import {plainPaint} from '../../src/domain/paint.ts'
import type {Survey} from '../../src/domain/survey.ts'
import {describeTree} from '../../src/plan/describe-tree.ts'
import {treeDocumentSchema} from '../../src/plan/tree-document.ts'
import {treeJson} from '../../src/plan/tree-json.ts'
import {type TreeInput, treeModel} from '../../src/plan/tree-model.ts'
import {lockfile, manifest, requirement, survey} from './make-survey.ts'
import {published} from './published.ts'

/** The shape of a repository that asks for 24 and gets 36 through a plugin compiler behind a feature. */
const memory = survey({
  manifests: [
    manifest([], {
      isWorkspaceRoot: true,
      requirements: [
        {...requirement('wasmtime 24.0.5', 'Cargo.toml', 56), table: 'workspace.dependencies'},
        {...requirement('wasmtime-wasi 24.0.5', 'Cargo.toml', 57), table: 'workspace.dependencies'},
      ],
    }),
    manifest([], {
      path: 'server/Cargo.toml',
      packageName: 'host',
      features: {javy: ['dep:javy-codegen']},
      requirements: [
        {...requirement('wasmtime', 'server/Cargo.toml', 42), source: 'workspace'},
        requirement('wasmtime-wasi 24.0.5', 'server/Cargo.toml', 43),
        {...requirement('javy-codegen 3.0.0', 'server/Cargo.toml', 47), isOptional: true},
      ],
    }),
  ],
  lockfiles: [
    lockfile([
      'host 0.1.0 <- wasmtime 24.0.5, wasmtime-wasi 24.0.5, javy-codegen',
      'javy-codegen 3.0.0 <- wasmtime 36.0.3',
      'wasmtime 24.0.5 <- cranelift-codegen 0.111.5',
      'wasmtime-wasi 24.0.5 <- wasmtime 24.0.5',
      'wasmtime 36.0.3',
      'cranelift-codegen 0.111.5',
    ]),
  ],
})

const registry = published('javy-codegen 3.0.0 <- wasmtime ^36', 'javy-codegen 4.0.0 <- wasmtime ^48')

describe('the text', () => {
  test('shows who brings which release, what holds the target, and what manifests should not say', () => {
    expect(text(memory, {published: registry, unused: [unusedWasi]})).toMatchInlineSnapshot(`
      "Cargo.lock (6 packages)
        wasmtime 24.0.5 and 2 crates that move with it
        └─ host  asks for wasmtime, wasmtime-wasi "24.0.5"

        wasmtime 36.0.3
        └─ javy-codegen 3.0.0
           └─ host  asks for "3.0.0"; only with the feature javy

      Several releases
        24.0.5      asked for by host
        36.0.3      brought by javy-codegen 3.0.0
                    1 crate of the family in several majors: wasmtime

      Holders, for wasmtime 48.0.0
        javy-codegen 3.0.0 holds wasmtime 36.0.3 (for host)
          requires wasmtime ^36; 4.0.0 is its newest release that allows 48.0.0
          → Raise javy-codegen to 4.0.0 in server/Cargo.toml:47

      Manifests
        repeated    server/Cargo.toml:43 states wasmtime-wasi "24.0.5" although
                    Cargo.toml:57 states "24.0.5" for all members. Inherit it:
                    wasmtime-wasi = { workspace = true }
        unused      server/Cargo.toml:43 declares wasmtime-wasi, which no Rust file of
                    the package names (to steer another crate?)
      "
    `)
  })

  test('says that nothing is in the way', () => {
    const tidy = survey({lockfiles: [lockfile(['host 0.1.0 <- wasmtime', 'wasmtime 24.0.5'])]})

    expect(text(tidy)).toMatchInlineSnapshot(`
      "Cargo.lock (2 packages)
        wasmtime 24.0.5
        └─ host

      Holders, for wasmtime 48.0.0
        None: no third-party crate keeps another wasmtime.
      "
    `)
  })

  test('says what the manifests ask for where nothing is locked', () => {
    expect(text(survey({manifests: [manifest(['wasmtime 25.0'])]}))).toMatchInlineSnapshot(`
      "Not locked
        wasmtime  "25.0"  Cargo.toml:12
        No lockfile says which release that is; cargo generate-lockfile writes one.
      "
    `)
  })

  test('says that nobody asks for wasmtime', () => {
    expect(text(survey({lockfiles: [lockfile(['host 0.1.0 <- serde', 'serde 1.0.0'])]}))).toMatchInlineSnapshot(`
      "Not locked
        Nothing here asks for wasmtime.
      "
    `)
  })

  test('puts two lockfiles side by side', () => {
    const [before = lockfile([])] = memory.lockfiles
    const after = lockfile([
      'host 0.1.0 <- wasmtime, plugin',
      'wasmtime 48.0.0',
      'plugin 1.0.0 <- wasmtime 36.0.14',
      'wasmtime 36.0.14',
    ])

    const shown = text({...memory, lockfiles: [after]}, {before})

    expect(shown.slice(shown.indexOf('Before and after'))).toMatchInlineSnapshot(`
      "Before and after
        crate          before          after
        plugin         -               1.0.0
        wasmtime       24.0.5, 36.0.3  36.0.14, 48.0.0
        wasmtime-wasi  24.0.5          -
        and         1 crate published with wasmtime, 1 other crate
        packages    3 new, 5 gone, 0 as before
      "
    `)
  })

  test('names a few of many', () => {
    const names = Array.from({length: 40}, (_, index) => `p${index}`)
    const many = survey({
      lockfiles: [
        lockfile([
          `host 0.1.0 <- ${names.join(', ')}`,
          ...names.map(name => `${name} 1.0.0 <- wasmtime`),
          'wasmtime 24.0.5',
        ]),
      ],
    })

    expect(text(many, {target: '24.0.13'}).split('\n').length).toBeLessThan(40)
  })

  test('fits 80 columns and sends no control character, whatever the repository contains', () => {
    const name = fc.string({minLength: 1, unit: 'grapheme'}).map(value => value.replaceAll(/[ ,]/g, '_'))
    fc.assert(
      fc.property(name, name, name, (one, other, version) => {
        const hostile = survey({
          manifests: [manifest([`wasmtime ${version}`], {packageName: 'host', path: `${other}/Cargo.toml`})],
          lockfiles: [
            lockfile(
              [`host 0.1.0 <- ${one}`, `${one} ${version} <- wasmtime`, 'wasmtime 24.0.5'],
              `${other}/Cargo.lock`,
            ),
          ],
        })
        for (const line of text(hostile).split('\n')) {
          expect(stringWidth(line)).toBeLessThanOrEqual(80)
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
        }
      }),
    )
  })
})

describe('the document', () => {
  const document = treeJson(
    treeModel({survey: memory, known: catalogReleases, target: '48.0.0', published: registry, unused: [unusedWasi]}),
  )

  test('is what its schema promises', () => {
    expect(treeDocumentSchema.parse(document)).toEqual(document)
  })

  test('has every package on the way with the least Rust it needs', () => {
    expect(document.nodes.map(({name, version, requiredRust, role}) => [name, version, requiredRust, role])).toEqual([
      ['host', '0.1.0', null, 'member'],
      ['javy-codegen', '3.0.0', null, 'other'],
      ['wasmtime', '24.0.5', '1.78.0', 'family'],
      ['wasmtime-wasi', '24.0.5', '1.78.0', 'family'],
      ['wasmtime', '36.0.3', '1.86.0', 'family'],
      ['cranelift-codegen', '0.111.5', '1.78.0', 'companion'],
    ])
  })

  test('has requirement and kind where a manifest or the registry tells them', () => {
    const lockfilePath = 'Cargo.lock'
    expect(document.edges).toEqual(
      [
        {from: 'host 0.1.0', to: 'wasmtime 24.0.5', requirement: '24.0.5', kind: 'normal', features: []},
        {from: 'host 0.1.0', to: 'wasmtime-wasi 24.0.5', requirement: '24.0.5', kind: 'normal', features: []},
        {from: 'host 0.1.0', to: 'javy-codegen 3.0.0', requirement: '3.0.0', kind: 'normal', features: ['javy']},
        {from: 'javy-codegen 3.0.0', to: 'wasmtime 36.0.3', requirement: '^36', kind: 'normal', features: []},
        {from: 'wasmtime 24.0.5', to: 'cranelift-codegen 0.111.5', requirement: null, kind: null, features: []},
        {from: 'wasmtime-wasi 24.0.5', to: 'wasmtime 24.0.5', requirement: null, kind: null, features: []},
      ].map(edge => ({...edge, lockfile: lockfilePath})),
    )
  })

  test('has majors, holders, and what manifests should not say', () => {
    expect(document.majors).toEqual([{crate: 'wasmtime', versions: ['24.0.5', '36.0.3'], lockfile: 'Cargo.lock'}])
    expect(document.holders).toEqual([
      {
        name: 'javy-codegen',
        version: '3.0.0',
        requires: '^36',
        newestThatAllows: '4.0.0',
        verdict: 'later-release',
        holds: 'wasmtime 36.0.3',
        chain: ['javy-codegen 3.0.0'],
        members: ['host'],
        advice: 'Raise javy-codegen to 4.0.0 in server/Cargo.toml:47',
        lockfile: 'Cargo.lock',
      },
    ])
    expect(document.repeated.map(({path, line, workspaceLine}) => [path, line, workspaceLine])).toEqual([
      ['server/Cargo.toml', 43, 57],
    ])
    expect(document.unused).toEqual([unusedWasi])
  })
})

const unusedWasi = {crate: 'wasmtime-wasi', package: 'host', path: 'server/Cargo.toml', line: 43}

function text(of: Survey, more: Partial<TreeInput> = {}): string {
  const model = treeModel({
    survey: of,
    known: catalogReleases,
    target: '48.0.0',
    published: published(),
    unused: [],
    ...more,
  })
  return describeTree(model, plainPaint)
}
