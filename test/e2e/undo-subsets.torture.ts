import {expect, test} from 'vitest'
import {figure} from '../support/figure.ts'
import {triedFixtures} from '../support/fixture-targets.ts'
import {finishedRun, subsetsOf} from '../support/undo-subsets.ts'

const most = Number(process.env.UW_SUBSETS ?? 256)
const cases = Object.entries(triedFixtures).map(([name, wasmtime]) => ({name, wasmtime}))

// Undoing any subset of the steps of a finished run leaves, byte for byte, what a run of only the others leaves.
test.each(cases)('$name: undoing any subset of steps equals running only the others', async ({name, wasmtime}) => {
  const began = performance.now()
  const finished = await finishedRun(name, wasmtime)
  const subsets = subsetsOf(finished.steps, most, Math.random)
  const wrong: string[] = []
  for (const [at, asked] of subsets.entries()) {
    const said = await finished.check(asked).catch(error => `${asked.join(' ')}: ${error.message}`)
    if (said !== undefined) wrong.push(said)
    if (said !== undefined || (at + 1) % 32 === 0) console.log(`${name}: ${at + 1} of ${subsets.length}`, said ?? '')
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  figure(
    `${name}: ${finished.steps.join(' ')}; ${subsets.length} subsets, ${finished.oracles()} runs of others, ${wrong.length} wrong, ${seconds} s`,
  )
  await finished.remove()
  expect(wrong).toEqual([])
})
