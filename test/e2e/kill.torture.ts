import {expect, test} from 'vitest'
import {figure} from '../support/figure.ts'
import {triedFixtures} from '../support/fixture-targets.ts'
import {type KillRange, killDrive, openKillRange, randomDrive} from '../support/kill-drive.ts'

// UW_KILLS: how many drives in all. UW_DRIVE=photondrift-issue:123 does one of them again.
const total = Number(process.env.UW_KILLS ?? 500)
const again = process.env.UW_DRIVE?.split(':')
const seed = Number(process.env.UW_SEED ?? Date.now() % 1_000_000_000)
const workers = 2
/** How long a whole run takes beside the others: cheap ones are driven more often. */
const weights: Readonly<Record<string, number>> = {
  'photondrift-issue': 3.3,
  'plugins-checklist': 2.9,
  'memory-mcp-lts': 2.8,
  'riptide-report': 1.8,
  'photondrift-plan': 1.6,
}

type Job = {readonly name: string; readonly seed: number}

test(`${total} runs killed at random moments end at out/ or byte-identical at in/`, async () => {
  const jobs = again === undefined ? shuffled(drives()) : [{name: again[0] ?? '', seed: Number(again[1])}]
  const began = performance.now()
  const failures: string[] = []
  const done = new Map<string, number>()
  let hits = 0
  const left = jobs.values()
  const work = async () => {
    const ranges = new Map<string, KillRange>()
    for (const job of left) {
      const range = ranges.get(job.name) ?? (await openKillRange(job.name))
      ranges.set(job.name, range)
      const drive = randomDrive(job.seed, range)
      const end = await killDrive(range, drive)
      hits += end.hits
      done.set(job.name, (done.get(job.name) ?? 0) + 1)
      if (end.wrong !== undefined) failures.push(told(job, drive, end.wrong))
      if (sum(done) % 20 === 0) console.log(`${sum(done)} of ${jobs.length}, ${failures.length} wrong`)
    }
    for (const {remove} of ranges.values()) await remove()
  }
  await Promise.all(Array.from({length: workers}, work))

  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  const each = [...done].map(([name, count]) => `${name} ${count}`).join(', ')
  figure(
    `kills: ${sum(done) - failures.length} of ${jobs.length} drives right (${each}); ${hits} shots hit; seed ${seed}; ${minutes} min`,
  )
  expect(failures).toEqual([])
  expect(sum(done)).toBe(jobs.length)
  expect(hits).toBeGreaterThan(jobs.length / 2)
})

function told(job: Job, drive: unknown, wrong: string): string {
  const text = `UW_DRIVE=${job.name}:${job.seed} ${JSON.stringify(drive)}\n${wrong}`
  console.log(text)
  return text
}

/** At least 60 of each, or an eighth of few. */
function drives(): readonly Job[] {
  const names = Object.keys(triedFixtures)
  const least = Math.min(60, Math.floor(total / (2 * names.length)))
  const rest = total - least * names.length
  const all = sum(new Map(Object.entries(weights)))
  const counts = names.map(name => least + Math.floor((rest * (weights[name] ?? 0)) / all))
  counts[0] = (counts[0] ?? 0) + total - counts.reduce((one, two) => one + two, 0)
  return names.flatMap((name, at) => Array.from({length: counts[at] ?? 0}, (_, index) => ({name, seed: seed + index})))
}

/** Mixed, so that a run that is cut short has seen all of them. */
function shuffled(jobs: readonly Job[]): readonly Job[] {
  const mixed = (one: Job) => Math.imul(one.seed ^ (one.name.length * 7919), 2_654_435_761) >>> 0
  return jobs.toSorted((a, b) => mixed(a) - mixed(b))
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((one, two) => one + two, 0)
}
