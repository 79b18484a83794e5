import type {MountNeed} from '../../doctor/disk-needs.ts'
import {lowRoomWarning, shortageIn, viewDisk, type WatchedMount} from '../../doctor/view-disk.ts'
import type {Command} from '../../domain/command.ts'
import type {DiskView, Shortage} from '../../domain/disk-view.ts'
import type {TimedEvent} from '../../journal/fold.ts'
import {withSample} from '../../measure/disk-trend.ts'
import {byTimeout} from '../../store/by-timeout.ts'
import type {Later} from '../../store/publisher.ts'
import type {Environment} from '../environment.ts'
import {type BuildCount, type CountSources, countBuild} from './count-build.ts'
import {openCommands} from './open-commands.ts'
import {waitingRoom} from './waiting-room.ts'

export type DiskWatch = {
  hear(event: TimedEvent): void
  /** The disks as they are now. */
  look(): Promise<DiskView>
  /** What is left on the disk that is built on; undefined while it isn't known which that is, and where it can't be asked. */
  freeBytes(): Promise<number | undefined>
  /** Resolves with the next shortage; undefined when the signal is aborted first. */
  whenShort(signal: AbortSignal): Promise<Shortage | undefined>
  /** The command that cleans what has this name, or why it can't be cleaned now, in a sentence. */
  cleaning(name: string): Promise<Command | string>
  close(): void
}

export type DiskWatchOptions = CountSources & {
  readonly env: Pick<Environment, 'programs' | 'disk' | 'files' | 'clock'>
  /** Where the upgrade puts things; asked for once, behind everything else. */
  readonly needs: () => Promise<readonly MountNeed[]>
  /** Bytes that are to stay free; undefined for what fits the disk. */
  readonly leastFree: number | undefined
  readonly tell: (view: DiskView) => void
  readonly say: (line: string) => void
  readonly later?: Later
}

/**
 * Watches the disks while a command runs: how much is free every second or three, which costs nothing, and the build folder, which
 * is dear, every half minute at most. Idle, it looks when something happens and never by itself.
 */
export function watchDisk(options: DiskWatchOptions): DiskWatch {
  const {env, leastFree, later = byTimeout} = options
  const commands = openCommands()
  const waiting = waitingRoom<Shortage>()
  const warn = warnOnce(options.say)
  let mounts: readonly WatchedMount[] = []
  let counted: BuildCount | undefined
  let view: DiskView = {mounts: [], cleanable: []}
  let counting: Promise<void> | undefined
  let next: (() => void) | undefined
  let isClosed = false

  const begun = options.needs().then(
    needs => {
      mounts = buildFirst(needs).map(need => ({need, sizeBytes: 0, samples: []}))
    },
    // What can't be worked out isn't watched.
    () => undefined,
  )
  const show = () => {
    const open = commands.all()
    const isFilling = open.some(({isPaused}) => !isPaused)
    view = viewDisk({mounts, leastFree, isFilling, build: counted?.build, ...(counted?.ways(open) ?? {cleanable: []})})
    if (!isClosed) options.tell(view)
  }
  const look = async () => {
    await begun
    mounts = await Promise.all(mounts.map(mount => sampled(env, mount)))
    show()
    warn(view)
    const shortage = shortageIn(view)
    if (shortage !== undefined) waiting.tell(shortage)
  }
  const recount = async (isForced: boolean) => {
    await begun
    const [first] = mounts
    if (first === undefined) return
    counted = await countBuild(options, counted, {isForced, freeBytes: first.samples.at(-1)?.freeBytes ?? 0})
    show()
  }
  // One at a time: two would read the same folder against each other.
  const count = (isForced: boolean): Promise<void> => {
    if (counting !== undefined && isForced) return counting.then(() => count(true))
    counting ??= recount(isForced)
      .catch(() => undefined)
      .finally(() => {
        counting = undefined
      })
    return counting
  }
  const watchOnce = async (isForced: boolean) => {
    // A disk that can't be asked isn't watched; the run goes on.
    await look().catch(() => undefined)
    // Not waited for: the next look at what is free is due before a large folder is counted.
    void count(isForced)
    if (next !== undefined || isClosed || (commands.all().length === 0 && waiting.isEmpty())) return
    next = later(view.mounts.every(({level}) => level === 'ok') ? calmMs : lowMs, () => {
      next = undefined
      void watchOnce(false)
    })
  }
  return {
    async look() {
      await look().catch(() => undefined)
      return view
    },
    async freeBytes() {
      const [first] = mounts
      return first === undefined ? undefined : env.disk.free(first.need.path).catch(() => undefined)
    },
    async cleaning(name) {
      if (counted === undefined) await count(true)
      return counted?.commandFor(name, commands.all()) ?? 'Nothing is known of the build folder'
    },
    hear({event}) {
      const heard = commands.hear(event)
      if (heard !== 'nothing') void watchOnce(heard === 'count')
    },
    whenShort(signal) {
      const shortage = waiting.next(signal)
      void watchOnce(false)
      return shortage
    },
    close() {
      isClosed = true
      next?.()
    },
  }
}

/** Tells of each file system once when it gets low. */
function warnOnce(say: (line: string) => void): (view: DiskView) => void {
  const warned = new Set<string>()
  return ({mounts, needBytes}) => {
    for (const mount of mounts.filter(({level, path}) => level !== 'ok' && !warned.has(path))) {
      warned.add(mount.path)
      say(lowRoomWarning(mount, mount === mounts[0] ? needBytes : 0))
    }
  }
}

/** The disk that is built on comes first, however little is needed there. One on which nothing is put isn't watched. */
function buildFirst(needs: readonly MountNeed[]): readonly MountNeed[] {
  const isBuild = ({places}: MountNeed) => places.some(({name}) => name === 'build output')
  return [...needs.filter(isBuild), ...needs.filter(need => !isBuild(need) && need.needBytes > 0)]
}

async function sampled({disk, clock}: DiskWatchOptions['env'], mount: WatchedMount): Promise<WatchedMount> {
  const {sizeBytes, freeBytes} = await disk.mount(mount.need.path)
  return {...mount, sizeBytes, samples: withSample(mount.samples, {atMs: clock.monotonicMs(), freeBytes})}
}

const calmMs = 3000
const lowMs = 1000
