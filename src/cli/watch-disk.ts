import type {MountNeed} from '../doctor/disk-needs.ts'
import {lowRoomWarning, shortageIn, viewDisk, type WatchedMount} from '../doctor/view-disk.ts'
import type {Command} from '../domain/command.ts'
import type {DiskView, Shortage} from '../domain/disk-view.ts'
import type {TimedEvent} from '../journal/fold.ts'
import {withSample} from '../measure/disk-trend.ts'
import type {Later} from '../store/publisher.ts'
import {type BuildCount, type CountSources, countBuild, type OpenCommand} from './count-build.ts'
import type {Environment} from './environment.ts'

export type DiskWatch = {
  hear(event: TimedEvent): void
  /** The disks as they are now. */
  look(): Promise<DiskView>
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
  const {env, leastFree, tell, say, later = byTimeout} = options
  const open = new Map<string, OpenCommand>()
  const waiting = new Set<(shortage: Shortage) => void>()
  const warned = new Set<string>()
  let mounts: readonly WatchedMount[] | undefined
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
    view = viewDisk({
      mounts: mounts ?? [],
      leastFree,
      build: counted?.build,
      ...(counted?.ways([...open.values()]) ?? noWays),
    })
    if (!isClosed) tell(view)
  }
  const look = async () => {
    await begun
    mounts = await Promise.all((mounts ?? []).map(mount => sampled(env, mount)))
    show()
    for (const mount of view.mounts.filter(({level, path}) => level !== 'ok' && !warned.has(path))) {
      warned.add(mount.path)
      say(lowRoomWarning(mount, mount === view.mounts[0] ? view.needBytes : 0))
    }
    const shortage = shortageIn(view)
    if (shortage !== undefined) for (const wake of [...waiting]) wake(shortage)
    return view
  }
  const recount = async (isForced: boolean) => {
    await begun
    const [first] = mounts ?? []
    if (first === undefined) return
    counted = await countBuild(options, counted, {isForced, freeBytes: first.samples.at(-1)?.freeBytes ?? 0})
    show()
  }
  // One at a time: two would read the same folder against each other.
  const count = (isForced = false) => {
    counting ??= recount(isForced).finally(() => {
      counting = undefined
    })
    return counting
  }
  const goOn = () => {
    if (next !== undefined || isClosed || (open.size === 0 && waiting.size === 0)) return
    next = later(view.mounts.every(({level}) => level === 'ok') ? 3000 : 1000, () => {
      next = undefined
      void watchOnce()
    })
  }
  const watchOnce = async (isCleaned = false) => {
    // A disk that can't be asked isn't watched; the run goes on.
    await look()
      .then(() => count(isCleaned))
      .catch(() => undefined)
    goOn()
  }
  return {
    look,
    async cleaning(name) {
      if (counted === undefined) await count()
      return counted?.commandFor(name, [...open.values()]) ?? 'Nothing is known of the build folder'
    },
    hear({event}) {
      const isAside = 'marker' in event && open.get(event.marker)?.isAside === true
      if (follow(open, event)) void watchOnce(isAside && event.type === 'command-ended')
    },
    whenShort(signal) {
      return new Promise(resolve => {
        const settle = (shortage: Shortage | undefined) => {
          waiting.delete(settle)
          resolve(shortage)
        }
        waiting.add(settle)
        signal.addEventListener('abort', () => settle(undefined), {once: true})
        if (signal.aborted) settle(undefined)
        void watchOnce()
      })
    },
    close() {
      isClosed = true
      next?.()
    },
  }
}

/** Keeps the commands that run now; whether the event was about one. */
function follow(open: Map<string, OpenCommand>, event: TimedEvent['event']): boolean {
  switch (event.type) {
    case 'command-started':
      open.set(event.marker, {argv: event.argv, isPaused: false, isAside: event.isAside === true})
      return true
    case 'command-paused':
    case 'command-resumed': {
      // Of a command that an earlier wizard started nothing is known but this.
      const command = open.get(event.marker) ?? {argv: [], isAside: false}
      open.set(event.marker, {...command, isPaused: event.type === 'command-paused'})
      return true
    }
    case 'command-ended':
      open.delete(event.marker)
      return true
    default:
      return false
  }
}

/** The disk that is built on comes first, however little is needed there. */
function buildFirst(needs: readonly MountNeed[]): readonly MountNeed[] {
  const isBuild = ({places}: MountNeed) => places.some(({name}) => name === 'build output')
  return [...needs.filter(isBuild), ...needs.filter(need => !isBuild(need))]
}

async function sampled({disk, clock}: DiskWatchOptions['env'], mount: WatchedMount): Promise<WatchedMount> {
  const {sizeBytes, freeBytes} = await disk.mount(mount.need.path)
  return {...mount, sizeBytes, samples: withSample(mount.samples, {atMs: clock.monotonicMs(), freeBytes})}
}

const noWays = {cleanable: []}

const byTimeout: Later = (delayMs, run) => {
  const timer = setTimeout(run, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}
