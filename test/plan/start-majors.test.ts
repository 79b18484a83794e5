import {expect, test} from 'vitest'
import {loadBreakingChanges} from '../../src/catalog/breaking-changes.ts'
import type {Finding} from '../../src/domain/finding.ts'
import type {Manifest} from '../../src/domain/survey.ts'
import {onTheirWay, startMajors} from '../../src/plan/start-majors.ts'
import {lockfile, manifest, requirement, survey} from './make-survey.ts'

const inheriting: Manifest = manifest([], {
  path: 'crates/host/Cargo.toml',
  packageName: 'host',
  requirements: [{...requirement('wasmtime'), source: 'workspace'}],
})
const {packageName: _, ...virtual} = manifest([])
const workspace: Manifest = {
  ...virtual,
  isWorkspaceRoot: true,
  requirements: [{...requirement('wasmtime 34'), table: 'workspace.dependencies'}],
}
const mixed = survey({
  manifests: [
    workspace,
    inheriting,
    manifest(['wasmtime 37'], {path: 'guest/Cargo.toml', packageName: 'guest'}),
    manifest([], {path: 'tools/Cargo.toml', packageName: 'tools'}),
  ],
  lockfiles: [lockfile(['wasmtime 34.0.2', 'wasmtime 37.0.1'])],
})

test('each package starts from its own major, and one that asks for none from the oldest', () => {
  expect(startMajors(mixed)).toEqual({'crates/host': 34, guest: 37, tools: 34})
})

test('without wasmtime there is nowhere to start from', () => {
  expect(startMajors(survey({manifests: [manifest([])]}))).toEqual({})
})

test('what changed before a package’s own major is behind it', async () => {
  const changes = await loadBreakingChanges()
  const at = (path: string, change?: string) => ({path, ...(change === undefined ? {} : {change})}) as Finding
  const found = [
    at('crates/host/src/lib.rs', 'bindgen-async-option'),
    at('guest/src/lib.rs', 'bindgen-async-option'),
    at('guest/src/lib.rs', 'bindgen-dot-separator'),
    at('guest/Cargo.toml'),
    at('build.rs', 'bindgen-async-option'),
  ]

  expect(onTheirWay(found, changes, startMajors(mixed))).toEqual([found[0], found[2], found[3], found[4]])
})
