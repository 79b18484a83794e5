import {expect, test} from 'vitest'
import {unmeasured} from '../../../src/cli/look/measurable.ts'

test('what a repository has and nobody asked for is told with how to ask for it', () => {
  const there = new Set(['artifacts', 'features', 'benches'] as const)

  expect(unmeasured(there, new Set(['benches']))).toEqual([
    {
      what: 'each set of features by itself',
      why: 'nobody asked for it: upgrade-wizard run --measure features',
    },
  ])
  expect(unmeasured(new Set(['artifacts']), new Set())).toEqual([])
})
