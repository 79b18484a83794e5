import {expect, test} from 'vitest'
import {examineRegistry} from '../../src/doctor/examine-registry.ts'
import type {Registry} from '../../src/domain/ports.ts'
import {fakeRegistry} from '../support/fake-registry.ts'

const known = {wasmtime: {'36.0.14': {}, '48.0.0': {}}}
const silent = {
  code: 'registry-silent',
  title: 'The registry did not answer within 20 s',
  detail: 'It is slow.',
  nextSteps: ['Try again later.'],
}
const online = {isOffline: false, isNeeded: true}

test('a registry that answers tells its newest wasmtime', async () => {
  expect(await examineRegistry(fakeRegistry(known), online)).toEqual([
    {name: 'crates-io', state: 'ok', have: 'answers; its newest wasmtime is 48.0.0', todo: []},
  ])
})

test('one on this machine needs no network', async () => {
  const vendored: Registry = {
    ...fakeRegistry(known),
    source: async () => ({kind: 'directory', name: 'vendored', folder: '/repo/vendor'}),
  }

  expect(await examineRegistry(vendored, online)).toMatchObject([
    {name: 'vendored', have: 'on this machine, in /repo/vendor; its newest wasmtime is 48.0.0'},
  ])
})

test('one that does not answer is in the way when something has to come from it', async () => {
  const registry = fakeRegistry(known, {refresh: async () => ({problem: silent})})
  const stateOf = async (given: typeof online) => (await examineRegistry(registry, given))[0]?.state

  expect(await examineRegistry(registry, online)).toEqual([
    {name: 'crates-io', state: 'blocking', have: silent.title, need: silent.detail, todo: silent.nextSteps},
  ])
  expect(await stateOf({...online, isNeeded: false})).toBe('warning')
  expect(await stateOf({...online, isOffline: true})).toBe('warning')
})

test('one that was not asked, for safety, is no reason to stop', async () => {
  const problem = {...silent, code: 'registry-not-asked'}

  expect(await examineRegistry(fakeRegistry({}, {refresh: async () => ({problem})}), online)).toMatchObject([
    {state: 'warning'},
  ])
})

test('offline, without anything known, says how to get to know it', async () => {
  expect(await examineRegistry(fakeRegistry({}), {isOffline: true, isNeeded: true})).toEqual([
    {
      name: 'crates-io',
      state: 'warning',
      have: 'not asked, because of --offline; it knows no wasmtime',
      todo: ['Run it once without --offline, so that cargo learns what is published.'],
    },
  ])
})
