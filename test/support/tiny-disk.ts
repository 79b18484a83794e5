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

/** Makes such a disk smaller or larger while it is in use; it can't get smaller than what is on it. */
export function resizeDisk(folder: string, sizeKib: number): void {
  execFileSync('mount', ['-o', `remount,size=${sizeKib}k`, folder], {stdio: 'ignore'})
}
