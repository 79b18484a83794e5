import {expect, test} from 'vitest'
import {type FaultDrive, faultDrive, wholeRun} from '../support/fault-drive.ts'
import type {FileOperation} from '../support/faults.ts'
import {figure} from '../support/figure.ts'
import {layOutFixture} from '../support/fixture-run.ts'
import {everyWriteOfSmallRun} from '../support/small-fault-drive.ts'

const name = 'photondrift-issue'
const every = Number(process.env.UW_FAULTS_EVERY ?? 1)
const writing: readonly FileOperation[] = ['write', 'sync', 'rename', 'link', 'symlink']
const any: readonly FileOperation[] = [...writing, 'open', 'mkdir', 'truncate', 'chmod']

test('ENOSPC at every write of a small upgrade in turn: told, nothing lost, and it goes on and back from there', async () => {
  const drives = await everyWriteOfSmallRun()

  expect(drives.wrong).toEqual([])
  // Events that come at the same moment may be written together, so that a run has a few writes less.
  expect(drives.met).toBeGreaterThan(drives.writes * 0.85)
  figure(`the disk was full in ${drives.met} drives over ${drives.writes} writes, in ${drives.seconds} s`)
})

/** Each write in turn is where the room ends; of the other refusals, samples. `UW_FAULTS_EVERY=5` for every fifth only. */
const disks: readonly (Pick<FaultDrive, 'code' | 'kinds' | 'stays'> & {readonly every: number})[] = [
  {code: 'ENOSPC', kinds: writing, stays: true, every},
  {code: 'EDQUOT', kinds: any, stays: true, every: every * 29},
  {code: 'EROFS', kinds: [...any, 'unlink'], stays: true, every: every * 23},
  {code: 'EACCES', kinds: [...any, 'unlink'], stays: false, every: every * 19},
  {code: 'EIO', kinds: [...any, 'unlink', 'read', 'open-read', 'stat'], stays: false, every: every * 23},
  {code: 'EMFILE', kinds: ['open', 'open-read'], stays: false, every: every * 23},
]

test.each(disks)(
  '$code at every operation in turn: told, nothing lost, and it goes on or back from there',
  async disk => {
    const repository = await layOutFixture(name)
    const whole = await wholeRun(repository, disk)
    const failures: string[] = []
    const began = performance.now()
    let drives = 0
    for (let at = 1; at <= whole.operations; at += disk.every) {
      const drive: FaultDrive = {...disk, at, end: drives++ % 2 === 0 ? 'finish' : 'undo'}
      const wrong = await faultDrive(repository, name, drive, whole)
      if (wrong !== undefined) failures.push(`${disk.code} at ${at}, ${drive.end}: ${wrong}`)
      if (wrong !== undefined || drives % 20 === 0)
        console.log(`${at} of ${whole.operations}, ${failures.length} wrong`, wrong)
    }
    await repository.remove()
    const seconds = Math.round((performance.now() - began) / 1000)
    figure(
      `${disk.code}: ${drives} drives over ${whole.operations} operations in ${seconds} s, ${failures.length} wrong`,
    )

    expect(failures).toEqual([])
  },
)
