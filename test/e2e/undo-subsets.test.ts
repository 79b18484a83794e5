import {expect, test} from 'vitest'
import {finishedRun} from '../support/undo-subsets.ts'

// The short form of `undo-subsets.torture.ts`: the steps that compile nothing, a few subsets of them.

test('undoing some steps of a finished run leaves what a run of only the others leaves', async () => {
  const finished = await finishedRun('memory-mcp-lts', '36', ['raise-rust', 'dependencies'])
  expect(finished.steps).toEqual(['raise-rust', 'raise-family', 'refresh-lockfile', 'tidy-audit'])

  for (const asked of [['raise-rust'], ['refresh-lockfile'], ['raise-rust', 'tidy-audit']])
    expect(await finished.check(asked)).toBeUndefined()

  await finished.remove()
})
