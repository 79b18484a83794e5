import {readdirSync} from 'node:fs'
import path from 'node:path'
import v8 from 'node:v8'
import vm from 'node:vm'
import {expect} from 'vitest'
import {temporaryFolder} from '../temporary-folder.ts'
import {type HostileCase, layOut} from './corpus.ts'
import {environmentIn, readAll} from './read-all.ts'

/** Reads a case as `plan` and `status` do: soon, without running or writing anything, and refused where it must be. */
export async function expectHarmless(one: HostileCase): Promise<void> {
  const outer = temporaryFolder()
  const root = path.join(outer, 'repository')
  layOut(root, one)
  const ran: string[] = []
  collectGarbage()
  const began = process.cpuUsage()

  const problems = await readAll(root, environmentIn(outer, ran))

  expect(process.cpuUsage(began).user / 1000, 'ms of work').toBeLessThan(limitMs)
  expect(process.memoryUsage().rss / 1024 / 1024, 'MiB').toBeLessThan(1024)
  expect(ran).toEqual([])
  expect('polluted' in {}).toBe(false)
  if (one.refused !== undefined) expect(problems.join(' ')).toContain(`${one.refused}-`)
  expect(readdirSync(outer)).toEqual(['repository'])
}

/** Work, not waiting: neither how busy the machine is counts, nor what its kernel does to find pages. */
const limitMs = 2000

// Each case is judged by its own memory, not by what the ones before it left behind.
v8.setFlagsFromString('--expose-gc')
const collectGarbage = vm.runInNewContext('gc') as () => void
