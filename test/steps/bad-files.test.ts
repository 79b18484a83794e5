import {chmodSync, statSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {raiseFamily} from '../../src/steps/raise-family.ts'
import {raiseRust} from '../../src/steps/raise-rust.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, stepDeps} from '../support/step-repository.ts'
import {initGit, temporaryRepository} from '../support/temporary-repository.ts'

const manifest =
  '[package]\nname = "host"\nversion = "0.1.0"\nrust-version = "1.75"\n\n[dependencies]\nwasmtime = "25"\n'

test('a file that nobody may write keeps its mode', async () => {
  const tree = await temporaryRepository({'Cargo.toml': manifest})
  const file = path.join(tree.root, 'Cargo.toml')
  chmodSync(file, 0o444)

  await applyWrites(tree, await raiseRust(stepDeps(tree)).inspect(scriptedStepContext(tree)))

  expect(await tree.readText('Cargo.toml')).toBe(manifest.replace('1.75', '1.86'))
  expect(statSync(file).mode & 0o777).toBe(0o444)
})

test('a file that is not UTF-8 stays as it is, and the others are raised', async () => {
  const latin1 = Buffer.from('# gebaut für alle\nFROM rust:1.75\n', 'latin1')
  const tree = await temporaryRepository({'Cargo.toml': manifest, Dockerfile: latin1})
  const kind = raiseRust(stepDeps(tree))

  const inspection = await kind.inspect(scriptedStepContext(tree))
  await applyWrites(tree, inspection)

  expect(inspection).toMatchObject({writes: [{path: 'Cargo.toml'}]})
  expect(Buffer.compare((await tree.read('Dockerfile')) ?? Buffer.alloc(0), latin1)).toBe(0)
})

test('what a repository calls generated is left to what makes it', async () => {
  const tree = await temporaryRepository({
    '.gitattributes': 'deploy/* linguist-generated\n',
    'Cargo.toml': manifest,
    'deploy/Dockerfile': 'FROM rust:1.75\n',
  })
  initGit(tree.root)

  const inspection = await raiseRust(stepDeps(tree)).inspect(scriptedStepContext(tree))

  expect(inspection).toMatchObject({writes: [{path: 'Cargo.toml'}]})
})

test('a file that changed since it was read is never edited at its old places', async () => {
  const {tree, deps, edited} = await changedSinceRead()

  const inspection = await raiseRust(deps).inspect(scriptedStepContext(tree))

  expect(inspection).toMatchObject({
    kind: 'blocked',
    problem: {code: 'cannot-edit', path: 'Cargo.toml', detail: expect.stringContaining('the file changed')},
  })
  expect(await tree.readText('Cargo.toml')).toBe(edited)
})

test('requirements are read anew before they are raised', async () => {
  const {tree, deps, edited} = await changedSinceRead()

  await applyWrites(tree, await raiseFamily(deps).inspect(scriptedStepContext(tree)))

  expect(await tree.readText('Cargo.toml')).toBe(edited.replace('"25"', '"36"'))
})

/** A repository that got a line more since it was surveyed. */
async function changedSinceRead() {
  const tree = await temporaryRepository({'Cargo.toml': manifest})
  const deps = stepDeps(tree)
  const read = await deps.survey()
  const edited = `# a line more\n${manifest}`
  await tree.write('Cargo.toml', new TextEncoder().encode(edited))
  return {tree, deps: {...deps, survey: async () => read}, edited}
}
