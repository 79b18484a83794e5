import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {figure} from '../support/figure.ts'
import {triedFixtures} from '../support/fixture-targets.ts'
import {openPowerCut, type PowerCut, tryPowerCut} from '../support/power-cut-trial.ts'

// UW_POWER_CUTS: how many moments in each fixture and model.
const trials = Number(process.env.UW_POWER_CUTS ?? 500)
const seed = Number(process.env.UW_SEED ?? Date.now() % 1_000_000_000)

describe.each(Object.entries(triedFixtures))('the power goes in a run and an undo of %s', (name, wasmtime) => {
  let cut: PowerCut
  beforeAll(async () => {
    cut = await openPowerCut(name, wasmtime)
  }, 600_000)
  afterAll(() => cut.remove())

  test.each(['ordered', 'harsh'] as const)('files are whole and everything can be got back: %s', async model => {
    const failures: string[] = []
    for (let trial = 0; trial < trials; trial++) {
      const wrong = await tryPowerCut(cut, seed + trial, model)
      if (wrong !== undefined) failures.push(`UW_SEED=${seed + trial}: ${wrong}`)
    }
    figure(
      `power cuts: ${trials - failures.length} of ${trials} right in ${name}, ${model}, ${cut.recorded.operations.length} operations; seed ${seed}`,
    )
    expect(failures.slice(0, 10)).toEqual([])
  })
})
