import type {Problem} from '../domain/problem.ts'

/** Below this a build of the family can't even start in earnest: sources, one debug build, and room for undo. */
export const neededBytes = 1024 ** 3

/** Whether there is room to begin. `freeBytes` is what the repository's file system has left for this user. */
export function enoughDisk(path: string, freeBytes: number): Problem | undefined {
  if (freeBytes >= neededBytes) return undefined
  return {
    code: 'disk-nearly-full',
    title: 'The disk is nearly full',
    detail: `${path} has ${sizeText(freeBytes)} left; the upgrade wants at least ${sizeText(neededBytes)} for builds and saved files.`,
    nextSteps: ['Free some space (`cargo clean` empties the build folder), then run the wizard again.'],
    path,
  }
}

function sizeText(bytes: number): string {
  return bytes < 1024 ** 3 ? `${Math.floor(bytes / 1024 ** 2)} MiB` : `${(bytes / 1024 ** 3).toFixed(1)} GiB`
}
