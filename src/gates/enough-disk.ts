import type {Problem} from '../domain/problem.ts'

/** Below this a build of the family can't even start in earnest: sources, one debug build, and room for undo. */
export const neededBytes = 1024 ** 3

/** A file system by a folder on it, what this user has left there, and what it takes at the very least. Bytes. */
export type Room = {readonly path: string; readonly freeBytes: number; readonly leastBytes: number}

/** The first file system without room to begin; undefined when there is room everywhere. */
export function enoughDisk(rooms: readonly Room[]): Problem | undefined {
  const full = rooms.find(({freeBytes, leastBytes}) => freeBytes < leastBytes)
  if (full === undefined) return undefined
  const {path, freeBytes, leastBytes} = full
  return {
    code: 'disk-nearly-full',
    title: 'The disk is nearly full',
    detail: `${path} has ${sizeText(freeBytes)} left; the upgrade wants at least ${sizeText(leastBytes)} for builds and saved files.`,
    nextSteps: [
      'Free some space (`cargo clean` empties the build folder), then run the wizard again.',
      'What is needed where, and why: upgrade-wizard doctor',
    ],
    path,
  }
}

function sizeText(bytes: number): string {
  return bytes < 1024 ** 3 ? `${Math.floor(bytes / 1024 ** 2)} MiB` : `${(bytes / 1024 ** 3).toFixed(1)} GiB`
}
