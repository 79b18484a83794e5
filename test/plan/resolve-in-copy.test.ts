import {appendFile, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, expect, onTestFinished, test} from 'vitest'
import {isFamily} from '../../src/catalog/family.ts'
import type {ScratchFolder} from '../../src/domain/ports.ts'
import type {Target} from '../../src/domain/target.ts'
import {resolveInCopy} from '../../src/plan/resolve-in-copy.ts'
import {surveyRepository} from '../../src/scan/survey-repository.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {createScratchFolder} from '../../src/system/scratch-folder.ts'
import {openTree} from '../../src/system/tree.ts'
import {type FixtureRepository, layOutFixture} from '../support/fixture-run.ts'

const target: Target = {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null}
let repository: FixtureRepository
let scratch: ScratchFolder
beforeEach(async () => {
  repository = await layOutFixture('photondrift-issue')
  scratch = await createScratchFolder(tmpdir())
})
afterEach(() => Promise.all([repository.remove(), scratch.remove()]))

async function resolve({root} = repository, {wasmtime} = target) {
  const tree = await openTree(root)
  const programs = createPrograms()
  const survey = await surveyRepository({tree, programs, isFamily})
  const cargo = {root: tree.root, toolchain: undefined, features: [], isOffline: true}
  return resolveInCopy({tree, survey, target: {...target, wasmtime}, programs, scratch, cargo, limitMs: 60_000})
}

test('tells what cargo would lock after the edits, and writes nothing into the repository', async () => {
  const before = await repository.snapshot()
  const resolution = await resolve()

  const packages = resolution.kind === 'resolved' ? resolution.lockfile.packages : []
  const family = packages.filter(({name}) => isFamily(name)).map(({name, version}) => `${name} ${version}`)
  expect(family).toContain('wasmtime 36.0.14')
  expect(family.filter(one => !one.endsWith(' 36.0.14'))).toEqual([])
  expect(await repository.snapshot()).toEqual(before)
})

test('a feature that is called otherwise in the target keeps nothing from being resolved', async () => {
  const extractors = await layOutFixture('riptide-report')
  onTestFinished(() => extractors.remove())
  expect(await readFile(path.join(extractors.root, 'Cargo.toml'), 'utf8')).toContain('"preview1"')

  const resolution = await resolve(extractors, {...target, wasmtime: '37.0.3'})

  const packages = resolution.kind === 'resolved' ? resolution.lockfile.packages : []
  expect(packages.map(({name, version}) => `${name} ${version}`)).toContain('wasmtime-wasi 37.0.3')
})

test('a crate whose range allows the target shares it, though cargo would lock a newer one for it', async () => {
  await appendFile(path.join(repository.root, 'Cargo.toml'), '\n[dev-dependencies]\nextism = "~1.12"\n')

  const resolution = await resolve()
  const packages = resolution.kind === 'resolved' ? resolution.lockfile.packages : []
  expect(packages.filter(({name}) => name === 'wasmtime').map(({version}) => version)).toEqual(['36.0.14'])
})

test('says in cargo’s words why it can’t be resolved', async () => {
  await appendFile(path.join(repository.root, 'Cargo.toml'), '\n[dev-dependencies]\nno-such-crate-anywhere = "1"\n')

  expect(await resolve()).toMatchObject({
    kind: 'not-resolved',
    problem: {
      code: 'not-resolved',
      title: 'Cargo does not say yet what comes with wasmtime 36.0.14',
      detail: expect.stringContaining('no-such-crate-anywhere'),
    },
  })
})

test('needs no sources: targets that a manifest names are not looked for', async () => {
  await writeFile(path.join(repository.root, 'src/main.rs'), 'this is not Rust')
  await appendFile(path.join(repository.root, 'Cargo.toml'), '\n[[bench]]\nname = "missing"\nharness = false\n')

  expect((await resolve()).kind).toBe('resolved')
})
