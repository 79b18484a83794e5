import {expect, test} from 'vitest'
import type {Bisection} from '../../../src/bisect/bisection.ts'
import {halveMajors} from '../../../src/cli/bisect/halve-majors.ts'
import type {Environment} from '../../../src/cli/environment.ts'
import type {Tree} from '../../../src/domain/ports.ts'
import {createInterrupts} from '../../../src/engine/interrupts.ts'

test('no try begins on a disk without room: that is told with what makes some, and the same command goes on', async () => {
  const env = {disk: {free: async () => 1024 ** 2}} as unknown as Environment
  const tree = {root: '/repository'} as unknown as Tree
  const search = {env, tree, interrupts: createInterrupts(), options: {offline: true}}

  await expect(halveMajors(search, bisection, tree)).rejects.toMatchObject({
    problem: {
      code: 'disk-nearly-full',
      nextSteps: [expect.stringContaining('bisect --reset'), expect.stringContaining('the same command again')],
    },
  })
})

test('nothing is looked at when everything is known', async () => {
  const nothing = {} as unknown as Environment
  const tree = {root: '/repository'} as unknown as Tree
  const known: Bisection = {...bisection, findings: [{major: 36, verdict: 'good', by: 'person'}]}

  const search = {env: nothing, tree, interrupts: createInterrupts(), options: {offline: true}}
  expect(await halveMajors(search, known, tree)).toBe(known)
})

const bisection: Bisection = {
  schema: 'upgrade-wizard/bisection/1',
  id: 'here',
  tool: '0.0.0',
  startedAt: '2026-01-01T00:00:00.000Z',
  head: '0123456789abcdef',
  to: 36,
  reach: 'tests',
  from: ['25.0.3'],
  candidates: [{major: 36, version: '36.0.14'}],
  findings: [],
}
