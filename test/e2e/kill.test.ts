import {afterAll, beforeAll, expect, test} from 'vitest'
import {type KillRange, killDrive, openKillRange} from '../support/kill-drive.ts'

let range: KillRange
beforeAll(async () => {
  range = await openKillRange('photondrift-issue', 1)
})
afterAll(() => range.remove())

// The long form, with random moments and every fixture, is `npm run test:torture`.
test.each([
  {legs: [{command: 'run', afterMs: 600, victims: 'wizard'}], end: 'undo'},
  {legs: [{command: 'run', event: 'step-started', nth: 2, afterMs: 0, victims: 'wizard'}], end: 'finish'},
  {
    legs: [
      {command: 'run', event: 'step-applied', nth: 2, afterMs: 0, victims: 'both'},
      {command: 'undo', event: 'undo-started', nth: 1, afterMs: 0, victims: 'wizard'},
    ],
    end: 'undo',
  },
  {
    legs: [
      {command: 'run', event: 'command-running', nth: 2, afterMs: 50, victims: 'cargo'},
      {command: 'run', event: 'command-running', nth: 1, afterMs: 0, victims: 'both'},
    ],
    end: 'finish',
  },
] as const)('killed at $legs, then $end: the tree is exactly right', async drive => {
  const {wrong, hits} = await killDrive(range, drive)

  expect(wrong).toBeUndefined()
  expect(hits).toBeGreaterThan(0)
})
