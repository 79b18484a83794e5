import {expect, test} from 'vitest'
import type {Target} from '../../src/domain/target.ts'
import {settleTarget} from '../../src/plan/settle-target.ts'
import type {Wanted} from '../../src/plan/wanted.ts'
import {fakeRegistry} from '../support/fake-registry.ts'
import {fromCatalogue, lockfile, manifest, survey, today, toolchains} from './make-survey.ts'

const repository = survey({manifests: [manifest(['wasmtime 25.0'])]})
const registry = fakeRegistry({
  'icu-like': {'2.1.0': {rust: '1.88.1'}, '2.0.0': {rust: '1.80'}},
  tiny: {'1.0.0': {rust: '1.60'}},
  untold: {'1.0.0': {}},
})

function settle(packages: readonly string[], wanted: Wanted = {wasmtime: '36'}) {
  const asked: Target[] = []
  const resolve = async (target: Target) => {
    asked.push(target)
    return {kind: 'resolved', lockfile: lockfile(['host 0.1.0', 'wasmtime 36.0.14', ...packages])} as const
  }
  const input = {survey: repository, toolchains: toolchains('1.95.0'), ...fromCatalogue, today, wanted}
  return settleTarget(input, resolve, registry).then(settled => ({...settled, asked}))
}

test('a package that needs a newer Rust than wasmtime raises the target, and is named', async () => {
  const {choice, resolved} = await settle(['icu-like 2.1.0', 'tiny 1.0.0', 'untold 1.0.0', 'unheard-of 3.0.0'])

  expect(choice).toMatchObject({
    kind: 'chosen',
    target: {
      wasmtime: '36.0.14',
      rust: {
        version: '1.88.1',
        because: [
          {needs: 'icu-like 2.1.0', version: '1.88.1'},
          {needs: 'wasmtime 36.0.14', version: '1.86'},
          {needs: 'edition 2021', version: '1.56'},
        ],
      },
    },
  })
  expect(resolved?.need).toMatchObject({packages: 4, silent: 2})
})

test('where no package needs more, the most demanding one is still told', async () => {
  const {choice} = await settle(['icu-like 2.0.0', 'tiny 1.0.0'])

  expect(choice).toMatchObject({
    target: {rust: {version: '1.86', because: expect.arrayContaining([{needs: 'icu-like 2.0.0', version: '1.80'}])}},
  })
})

test('a Rust that is enough for wasmtime and not for what comes with it is refused', async () => {
  const {choice} = await settle(['icu-like 2.1.0'], {wasmtime: '36', rust: '1.86'})

  expect(choice).toMatchObject({
    kind: 'refused',
    problem: {
      code: 'rust-too-low',
      detail: 'icu-like 2.1.0 needs 1.88.1. The smallest Rust that works is 1.88.1.',
    },
  })
})

test('the recommended release is the one that cargo is asked about, and stays the target', async () => {
  const {choice, asked} = await settle(['tiny 1.0.0'], {})

  expect(asked.map(({wasmtime}) => wasmtime)).toEqual(['48.0.0'])
  expect(choice).toMatchObject({target: {wasmtime: '48.0.0'}})
})

test('what cargo can’t resolve leaves the choice as it is, with the problem', async () => {
  const problem = {code: 'not-resolved', title: 'Cargo does not say', detail: 'no such crate', nextSteps: []}
  const input = {survey: repository, toolchains: toolchains('1.95.0'), ...fromCatalogue, today, wanted: {}}
  const settled = await settleTarget(input, async () => ({kind: 'not-resolved', problem}), registry)

  expect(settled).toMatchObject({choice: {kind: 'chosen'}, problem})
})
