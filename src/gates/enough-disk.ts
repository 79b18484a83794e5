import type {Cleanable, DiskLevel, Shortage} from '../domain/disk-view.ts'
import type {Problem} from '../domain/problem.ts'
import {sizeText as shortSize} from '../domain/size-text.ts'

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

/** Below `warnBytes` of free room there is something to say, below `stopBytes` a running command is paused. */
export type DiskLimits = {readonly warnBytes: number; readonly stopBytes: number}

/**
 * The limits of a file system. A gigabyte is what one link of a large test program takes beside the state file; on a small disk
 * that would be most of it, so 2 % do there. `leastFree` is what somebody asked for instead. The warning comes while what is
 * still needed would leave less than that, and in any case with 5 % left, 10 GB at most: more is no news on a large disk.
 */
export function diskLimits(
  sizeBytes: number,
  {leastFree, needBytes = 0}: {readonly leastFree?: number | undefined; readonly needBytes?: number | undefined} = {},
): DiskLimits {
  const stopBytes = leastFree ?? Math.min(1e9, Math.round(sizeBytes * 0.02))
  const warnBytes = Math.max(stopBytes + needBytes, Math.min(10e9, Math.round(sizeBytes * 0.05)), stopBytes)
  return {stopBytes, warnBytes}
}

export function diskLevel(freeBytes: number, {warnBytes, stopBytes}: DiskLimits): DiskLevel {
  if (freeBytes < stopBytes) return 'stop'
  return freeBytes < warnBytes ? 'warning' : 'ok'
}

/** Why the step of a command that was paused and then cancelled failed. */
export function diskFullSoon({path, why}: Shortage, cleanable: readonly Cleanable[], needBytes = 0): Problem {
  const need = needBytes > 0 ? ` What is left of the upgrade may put about ${shortSize(needBytes)} more on it.` : ''
  return {
    code: 'disk-full-soon',
    title: 'Stopped before the disk is full',
    detail: `${why}.${need}`,
    nextSteps: [
      ...waysToRoom(cleanable),
      'Then retry. `run --least-free SIZE` says how much is to stay free, 0 that nothing is.',
    ],
    path,
  }
}

/** Why a command failed that says itself that the disk is full. `free` says what is left now, by file system. */
export function diskFull(
  {line, command, rooms}: {readonly line: string; readonly command: string; readonly rooms: readonly FreeRoom[]},
  cleanable: readonly Cleanable[],
): Problem {
  const free = rooms.map(({path, freeBytes}) => `${path} has ${shortSize(freeBytes)} left now`)
  const [fullest] = rooms.toSorted((a, b) => a.freeBytes - b.freeBytes)
  return {
    code: 'disk-full',
    title: `The disk is full: ${command}`,
    detail: [line, ...(free.length === 0 ? [] : [`${free.join('; ')}.`])].join('\n'),
    nextSteps: [...waysToRoom(cleanable), 'Then retry, or roll the step back.'],
    ...(fullest === undefined ? {} : {path: fullest.path}),
  }
}

export type FreeRoom = Pick<Shortage, 'path' | 'freeBytes'>

function waysToRoom(cleanable: readonly Cleanable[]): readonly string[] {
  const ways = cleanable.filter(({sizeBytes}) => sizeBytes >= worthCleaning).slice(0, 3)
  if (ways.length === 0) return ['Free some space on it.']
  return ways.map(({command, sizeBytes}) => `${command} frees about ${shortSize(sizeBytes)}.`)
}

const worthCleaning = 50e6
