import type {Reading} from '../domain/measurement.ts'
import {readCriterion} from '../measure/criterion.ts'
import type {StepDeps} from './step-deps.ts'

/** What criterion wrote below its folder: `<group>/<function>/<value>/new/` holds the two files of each benchmark. Sorted by name. */
export async function readEstimates(files: StepDeps['files'], home: string): Promise<readonly Reading[]> {
  const found: Reading[] = []
  const folders: {readonly path: string; readonly depth: number}[] = [{path: home, depth: 0}]
  for (let folder = folders.pop(); folder !== undefined && found.length < most; folder = folders.pop()) {
    const {path, depth} = folder
    const names = await files.list(path)
    const reading = names.includes('new') ? await readOne(files, `${path}/new`) : undefined
    if (reading !== undefined) found.push(reading)
    if (depth < deepest)
      folders.push(...names.slice(0, most).map(name => ({path: `${path}/${name}`, depth: depth + 1})))
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function readOne(files: StepDeps['files'], folder: string): Promise<Reading | undefined> {
  const [benchmark, estimates] = await Promise.all(
    ['benchmark.json', 'estimates.json'].map(name => files.readText(`${folder}/${name}`, largest)),
  )
  return benchmark === undefined || estimates === undefined ? undefined : readCriterion(benchmark, estimates)
}

/** A group, a function, a value. */
const deepest = 3
const most = 2000
const largest = 64 * 1024
