import type {BuildFolderSize, Cleanable, DiskMount, DiskView, Shortage} from '../domain/disk-view.ts'
import {sizeText} from '../domain/size-text.ts'
import {diskLevel, diskLimits} from '../gates/enough-disk.ts'
import {type DiskSample, diskTrend} from '../measure/disk-trend.ts'
import type {BuildSizes} from './build-sizes.ts'
import type {MountNeed} from './disk-needs.ts'

/** A file system with what was seen of it since the watch began, oldest first. */
export type WatchedMount = {
  readonly need: MountNeed
  readonly sizeBytes: number
  readonly samples: readonly DiskSample[]
}

/** The build folder as it was counted, and how much was free on its disk at that moment. */
export type CountedBuild = BuildSizes & {readonly path: string; readonly freeBytes: number}

export type WatchedDisk = {
  /** The one that the build fills first. */
  readonly mounts: readonly WatchedMount[]
  readonly build: CountedBuild | undefined
  readonly leastFree: number | undefined
  /** Nothing is foretold from what is over. */
  readonly isFilling: boolean
  readonly cleanable: readonly Cleanable[]
  readonly notCleanable?: string
}

/** What is shown of the disks, worked out from what was seen. */
export function viewDisk({mounts, build, leastFree, isFilling, cleanable, notCleanable}: WatchedDisk): DiskView {
  const [first] = mounts
  const needBytes = first === undefined ? 0 : stillNeeded(first)
  return {
    mounts: mounts.map(mount => viewMount(mount, leastFree, isFilling)),
    ...(build === undefined || first === undefined ? {} : {build: sizeNow(build, first)}),
    ...(needBytes > 0 ? {needBytes} : {}),
    cleanable,
    ...(notCleanable === undefined ? {} : {notCleanable}),
  }
}

function viewMount(mount: WatchedMount, leastFree: number | undefined, isFilling: boolean): DiskMount {
  const {need, sizeBytes, samples} = mount
  const freeBytes = samples.at(-1)?.freeBytes ?? need.freeBytes
  const limits = diskLimits(sizeBytes, {leastFree, needBytes: stillNeeded(mount)})
  const level = diskLevel(freeBytes, limits)
  const names = need.places.map(({name}) => name)
  const {trend, ...pace} = diskTrend(samples)
  return {names, path: need.path, sizeBytes, freeBytes, ...limits, level, trend, ...(isFilling ? pace : {})}
}

/** What was estimated at the beginning, less what has been filled since. */
function stillNeeded({need, samples}: WatchedMount): number {
  const filled = (samples[0]?.freeBytes ?? 0) - (samples.at(-1)?.freeBytes ?? 0)
  return Math.max(0, need.needBytes - Math.max(0, filled))
}

/** What has been filled since it was counted is mostly its own. */
function sizeNow({path, sizeBytes, freeBytes}: CountedBuild, {samples}: WatchedMount): BuildFolderSize {
  const since = freeBytes - (samples.at(-1)?.freeBytes ?? freeBytes)
  const now = Math.max(0, sizeBytes + since)
  return {path, sizeBytes: now, isEstimated: Math.abs(now - sizeBytes) > Math.max(10e6, sizeBytes * 0.01)}
}

/** The file system with least room among those that are too full to go on; undefined when none is. */
export function shortageIn({mounts}: DiskView): Shortage | undefined {
  const [worst] = mounts.filter(({level}) => level === 'stop').toSorted((a, b) => a.freeBytes - b.freeBytes)
  if (worst === undefined) return undefined
  const {path, freeBytes, stopBytes} = worst
  const [free, least] = distinct(freeBytes, stopBytes)
  const why = `${path} has ${free} left, less than the ${least} that are to stay free`
  return {path, freeBytes, stopBytes, why}
}

/** What to tell when a file system gets low, in a sentence. */
export function lowRoomWarning({path, freeBytes, stopBytes}: DiskMount, needBytes = 0): string {
  const need = needBytes > 0 ? ` What is left may put about ${sizeText(needBytes)} more on it.` : ''
  const [free, least] = distinct(freeBytes, stopBytes)
  const pause = stopBytes === 0 ? '' : `; below ${least} commands are paused`
  return `Low on room: ${path} has ${free} left${pause}.${need}`
}

/** Two sizes that differ in words as well: to the megabyte where they would look the same. */
function distinct(a: number, b: number): readonly [string, string] {
  if (sizeText(a) !== sizeText(b)) return [sizeText(a), sizeText(b)]
  const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`
  return [megabytes(a), megabytes(b)]
}
