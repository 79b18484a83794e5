import {describe, expect, test} from 'vitest'
import type {Manifest} from '../../src/domain/survey.ts'
import {type ManifestDraft, readManifest} from '../../src/scan/manifest.ts'
import {membersOf, requirementsOn} from '../../src/scan/member-requirements.ts'
import {offersNobodyTakes, repeatedRequirements} from '../../src/scan/repeated-requirements.ts'
import {resolveInheritance} from '../../src/scan/resolve-inheritance.ts'
import {lockfile} from '../plan/make-survey.ts'
import {isFamily} from './findings.ts'

const workspace = manifests({
  'Cargo.toml': `
    [workspace]
    members = ["server", "plugins"]
    [workspace.dependencies]
    wasmtime = "36"
    wasmtime-wasi = "36"
    wasmtime-old = { package = "wasmtime", version = "24" }`,
  'server/Cargo.toml': `
    [package]
    name = "server"
    [dependencies]
    wasmtime.workspace = true
    wasmtime-old.workspace = true
    [dev-dependencies]
    wasmtime-wasi = "36.0.2"`,
  'plugins/Cargo.toml': `
    [package]
    name = "plugins"
    [dependencies]
    wasmtime = { workspace = true, optional = true }
    [build-dependencies]
    wasmtime = "35"
    [features]
    sandbox = ["dep:wasmtime"]`,
})

describe('what a member asks of a crate', () => {
  test('is the text of the workspace where it inherits, each entry by its own', () => {
    expect(asked('server', 'wasmtime')).toEqual(['Cargo.toml:5 "36" normal', 'Cargo.toml:7 "24" normal'])
    expect(asked('server', 'wasmtime-wasi')).toEqual(['server/Cargo.toml:8 "36.0.2" dev'])
  })

  test('comes with its kind', () => {
    expect(asked('plugins', 'wasmtime')).toEqual(['Cargo.toml:5 "36" normal', 'plugins/Cargo.toml:7 "35" build'])
  })

  test('comes with the features that turn it on', () => {
    const optional = manifests({
      'Cargo.toml': `
        [package]
        name = "plugins"
        [dependencies]
        wasmtime = { version = "25", optional = true }
        [features]
        default = []
        plugins = ["dep:wasmtime"]
        all = ["plugins"]`,
    })
    const [only] = optional

    expect(only && requirementsOn('wasmtime', only, optional)).toMatchObject([{features: ['plugins', 'all']}])
  })
})

test('the members of a lockfile are the packages without a source; a manifest beside it comes first', () => {
  const own = manifests({
    'Cargo.toml': '[package]\nname = "host"',
    'copy/Cargo.toml': '[package]\nname = "host"',
    'other/Cargo.toml': '[package]\nname = "other"',
  })
  const root = lockfile(['host 0.1.0', 'other 1.0.0'])
  const copy = lockfile(['host 0.1.0'], 'copy/Cargo.lock')

  const survey = {lockfiles: [root, copy], manifests: own}

  expect([...membersOf(survey, root)].map(([name, {path}]) => `${name} ${path}`)).toEqual(['host Cargo.toml'])
  expect([...membersOf(survey, copy)].map(([name, {path}]) => `${name} ${path}`)).toEqual(['host copy/Cargo.toml'])
})

test('a version stated again is found beside the one it could inherit', () => {
  expect(
    repeatedRequirements(workspace, isFamily).map(
      ({own, workspace: offered}) =>
        `${own.manifest}:${own.line} "${own.requirement}" for ${offered.line} ${offered.key}`,
    ),
  ).toEqual(['server/Cargo.toml:8 "36.0.2" for 6 wasmtime-wasi', 'plugins/Cargo.toml:7 "35" for 5 wasmtime'])
})

test('what the workspace offers to nobody is found', () => {
  expect(offersNobodyTakes(workspace, isFamily).map(({crate}) => crate)).toEqual(['wasmtime-wasi'])
})

function asked(member: string, crate: string): readonly string[] {
  const found = workspace.find(({packageName}) => packageName === member)
  if (found === undefined) throw new Error(`no member ${member}`)
  return requirementsOn(crate, found, workspace).map(
    ({path, line, requirement, kind}) => `${path}:${line} "${requirement}" ${kind}`,
  )
}

function manifests(files: Readonly<Record<string, string>>): readonly Manifest[] {
  const drafts = Object.entries(files).map(([path, text]): ManifestDraft => {
    const draft = readManifest({path, text})
    if (draft.kind === 'broken') throw new Error(draft.problem.detail)
    return draft
  })
  return resolveInheritance(drafts)
}
