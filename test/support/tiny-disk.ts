import {execFileSync} from 'node:child_process'
import {onTestFinished} from 'vitest'
import {temporaryFolder} from './temporary-folder.ts'

/** A folder on a file system of its own with this much room; undefined where mounting isn't allowed. */
export function tinyDisk(sizeKib: number): string | undefined {
  const folder = temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKib}k`, 'tmpfs', folder], {stdio: 'ignore'})
  } catch {
    return undefined
  }
  onTestFinished(() => {
    execFileSync('umount', [folder])
  })
  return folder
}
