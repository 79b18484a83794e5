/** Below `warning` there is something to say, below `stop` a running command is paused. */
export type DiskLevel = 'ok' | 'warning' | 'stop'

/** A file system that the upgrade fills, as it stands now. Bytes. */
export type DiskMount = {
  /** What of the upgrade is on it, what needs most first: `build output`, `cargo home`. */
  readonly names: readonly string[]
  /** Absolute; the folder that needs most there. */
  readonly path: string
  readonly sizeBytes: number
  readonly freeBytes: number
  readonly warnBytes: number
  readonly stopBytes: number
  readonly level: DiskLevel
  /** What was filled since the watch began, at equal distances, oldest first; never below 0. */
  readonly trend: readonly number[]
  /** What is filled in a minute, from the last minute; negative where room is made. Undefined while too little is known. */
  readonly perMinute?: number
  /** Milliseconds until it is full at this pace; undefined when it isn't getting full. */
  readonly fullInMs?: number
}

/** Something in the build folder that can be built again. `name` is what a person types to have it cleaned. */
export type Cleanable = {
  readonly name: string
  /** Absolute. */
  readonly folder: string
  readonly sizeBytes: number
  /** What cleans it, as a person would type it. */
  readonly command: string
  readonly disabledBecause?: string
}

/** The build folder. `isEstimated`: counted some time ago, and brought up to date by what the disk lost since. */
export type BuildFolderSize = {readonly path: string; readonly sizeBytes: number; readonly isEstimated: boolean}

/** All that is shown of the disks: the one that the build fills first. */
export type DiskView = {
  readonly mounts: readonly DiskMount[]
  readonly build?: BuildFolderSize
  /** About what the steps that are left still put on the build's disk. */
  readonly needBytes?: number
  readonly cleanable: readonly Cleanable[]
  /** Why nothing can be cleaned, where nothing can. */
  readonly notCleanable?: string
}

/** A file system without room for what runs: which, how much is left, and below how much it is stopped. */
export type Shortage = {
  /** Absolute; the folder that needs most there. */
  readonly path: string
  readonly freeBytes: number
  readonly stopBytes: number
  /** In a sentence. */
  readonly why: string
}
