import {expect, test} from 'vitest'
import {layOutFixture} from '../support/fixture-run.ts'
import {type KillDrive, killDrive} from '../support/kill-drive.ts'

const name = 'photondrift-issue'
const drives = Number(process.env.UW_KILLS ?? 200)
const workers = 2

test(`${drives} runs killed at random moments end at out/ or byte-identical at in/`, async () => {
  const failures: string[] = []
  let next = 0
  let finished = 0
  const work = async () => {
    const repository = await layOutFixture(name)
    // Warm: from here on a whole run takes a few seconds, and the kills fall all over it.
    const began = performance.now()
    await killDrive(repository, name, {kills: [], end: 'finish', withCargo: false})
    await killDrive(repository, name, {kills: [], end: 'finish', withCargo: false})
    const wholeMs = (performance.now() - began) / 2
    while (next++ < drives) {
      const drive = randomDrive(wholeMs)
      const wrong = await killDrive(repository, name, drive)
      if (wrong !== undefined) failures.push(`${JSON.stringify(drive)}: ${wrong}`)
      finished++
      if (finished % 20 === 0) console.log(`${finished} of ${drives}, ${failures.length} wrong`)
    }
    await repository.remove()
  }

  await Promise.all(Array.from({length: workers}, work))

  expect(failures).toEqual([])
  expect(finished).toBe(drives)
})

function randomDrive(wholeMs: number): KillDrive {
  const count = Math.random() < 0.3 ? 2 : 1
  return {
    kills: Array.from({length: count}, () => Math.round(Math.random() * wholeMs)),
    end: Math.random() < 0.5 ? 'finish' : 'undo',
    withCargo: Math.random() < 0.5,
  }
}
