import {expect, test} from 'vitest'
import {groupRaised} from '../../src/steps/group-raised.ts'

test('crates that came from the same oldest version are one, second copies aside', () => {
  const crates = [
    {name: 'wasmtime', versions: ['37.0.2', '34.0.2'], after: '37.0.3'},
    {name: 'wasmtime-wasi', versions: ['34.0.2'], after: '37.0.3'},
    {name: 'wiggle', versions: ['9.0.1', '10.0.0'], after: '37.0.3'},
    {name: 'wasmtime-environ', versions: ['37.0.3'], after: '37.0.3'},
  ]

  expect(groupRaised(crates)).toEqual([
    {names: ['wasmtime', 'wasmtime-wasi'], before: '34.0.2', after: '37.0.3'},
    {names: ['wiggle'], before: '9.0.1', after: '37.0.3'},
  ])
})
