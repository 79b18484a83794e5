import {expect, test} from 'vitest'
import {raiseHolders} from '../../src/steps/raise-holders.ts'
import type {HeldBy} from '../../src/steps/step-deps.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const manifest = (extism: string) => `[package]\nname = "host"\n\n[dependencies]\nextism = "${extism}" # plugins\n`
const extism: HeldBy = {
  name: 'extism',
  version: '1.5.0',
  holds: 'wasmtime 25.0.3',
  lockfile: 'Cargo.lock',
  to: '2.0.0',
  through: ['extism@1.5.0'],
  why: '',
}
const javy: HeldBy = {...extism, name: 'javy', version: '3.0.0', to: null, why: 'no release of it allows 36.0.14'}

test('a holder is raised in the manifest and in the lockfile; one that no release frees is told', async () => {
  const tree = await temporaryRepository({'Cargo.toml': manifest('1.5')})
  let holders: readonly HeldBy[] = [extism, javy]
  const deps = {...stepDeps(tree), holders: async () => holders}
  const command = cargoCommand(deps, 'update', 'extism@1.5.0', '--precise', '2.0.0')
  const moved = () => {
    holders = [javy]
  }
  const ctx = scriptedStepContext(tree, [{command, does: moved}])
  const kind = raiseHolders(deps)

  const inspection = await kind.inspect(ctx)
  expect(inspection).toMatchObject({
    kind: 'needed',
    summary: 'extism 1.5.0 to 2.0.0\njavy 3.0.0 goes on holding wasmtime 25.0.3: no release of it allows 36.0.14',
    touches: ['Cargo.lock'],
  })
  await applyWrites(tree, inspection)
  expect(await tree.readText('Cargo.toml')).toBe(manifest('2.0'))
  expect((await kind.verify(ctx, undefined)).kind).toBe('failed')
  expect((await kind.apply?.(ctx))?.kind).toBe('ok')
  expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
  expect((await kind.inspect(ctx)).kind).toBe('done')
  ctx.expectEnd()
})

test('a requirement that allows the new release stays as it is written', async () => {
  const tree = await temporaryRepository({'Cargo.toml': manifest('>=1.5')})
  const deps = {...stepDeps(tree), holders: async () => [extism]}

  expect(await raiseHolders(deps).inspect(scriptedStepContext(tree))).toMatchObject({kind: 'needed', writes: []})
})

test('one that allows the target as it is gets it, instead of what is locked for it', async () => {
  const tree = await temporaryRepository({'Cargo.toml': manifest('1.5')})
  let holders: readonly HeldBy[] = [{...extism, to: '1.5.0'}]
  const deps = {...stepDeps(tree), holders: async () => holders}
  const command = cargoCommand(deps, 'update', 'wasmtime@25.0.3', '--precise', '36.0.14')
  const freed = () => {
    holders = []
  }
  const ctx = scriptedStepContext(tree, [{command, does: freed}])

  expect(await raiseHolders(deps).inspect(ctx)).toMatchObject({
    summary: 'extism 1.5.0 from wasmtime 25.0.3 to 36.0.14',
    writes: [],
  })
  expect((await raiseHolders(deps).apply?.(ctx))?.kind).toBe('ok')
  ctx.expectEnd()
})

test('has nothing to do where nobody holds, and where nobody can be raised', async () => {
  const tree = await temporaryRepository({'Cargo.toml': manifest('1.5')})
  const done = (holders: readonly HeldBy[]) =>
    raiseHolders({...stepDeps(tree), holders: async () => holders}).inspect(scriptedStepContext(tree))

  expect(await done([])).toEqual({kind: 'done', evidence: 'No third-party crate has to keep another wasmtime'})
  expect(await done([javy])).toMatchObject({kind: 'done', evidence: expect.stringMatching(/^javy 3\.0\.0 goes on/)})
})
