import {existsSync} from 'node:fs'
import {expect, test} from 'vitest'
import {figure} from '../support/figure.ts'
import {tryUserEdits} from '../support/user-edits.ts'

// UW_EDITS: how many runs. A failure names the seed with which it can be done again: UW_SEED=… UW_EDITS=1.
const runs = Number(process.env.UW_EDITS ?? 2000)
const seed = Number(process.env.UW_SEED ?? Date.now() % 1_000_000_000)

test(`${runs} runs and undos edited by hand at random moments: nothing is overwritten unasked, nothing is lost`, async () => {
  // Each run syncs every write: in memory that costs nothing.
  if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm'
  const failures: string[] = []
  let edits = 0
  for (let run = 0; run < runs; run++) {
    const tried = await tryUserEdits(seed + run)
    edits += tried.edits
    if (tried.wrong !== undefined) failures.push(`UW_SEED=${seed + run}: ${tried.wrong}`)
  }
  figure(`edits by hand: ${runs - failures.length} of ${runs} runs right, ${edits} edits; seed ${seed}`)
  expect(failures.slice(0, 5)).toEqual([])
})
