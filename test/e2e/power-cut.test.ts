import {afterAll, beforeAll, expect, test} from 'vitest'
import {openPowerCut, type PowerCut, tryPowerCut} from '../support/power-cut-trial.ts'

let cut: PowerCut
beforeAll(async () => {
  cut = await openPowerCut('memory-mcp-lts', '36', ['--only', 'raise-rust', 'raise-family'])
})
afterAll(() => cut.remove())

// The long form, with every fixture and its whole run, is `npm run test:torture`.
test.each(['ordered', 'harsh'] as const)(
  'the power goes, %s: files are whole, and everything is got back',
  async model => {
    for (let seed = 1; seed <= 15; seed++) expect(await tryPowerCut(cut, seed, model), `seed ${seed}`).toBeUndefined()
  },
)
