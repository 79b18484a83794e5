import {type LifeSign, lifeLimits} from '../../domain/life-sign.ts'
import type {Clock, ProcessId, Programs} from '../../domain/ports.ts'
import type {TimedEvent} from '../../journal/fold.ts'
import type {Session} from '../../journal/session.ts'
import {cargoWaitsFor} from '../../measure/cargo-waits.ts'
import {byTimeout} from '../../store/by-timeout.ts'
import type {Later} from '../../store/publisher.ts'

export type LifeWatchOptions = {
  readonly programs: Pick<Programs, 'cpuMs'>
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Bytes in a log file so far. */
  readonly sizeOf: (file: string) => Promise<number>
  readonly readLog: (file: string, tailBytes: number) => Promise<string>
  /** Hears each sign of the command that runs, and undefined when it doesn't any more. */
  readonly tell: (sign: LifeSign | undefined) => void
  readonly later?: Later
}

type Watched = {readonly marker: string; readonly out: string; readonly err: string; readonly process: ProcessId}
/** What was seen at the last look, and since when it has been so. Times are monotonic. */
type Seen = {
  readonly atMs: number
  readonly bytes: number
  readonly cpuMs: number | undefined
  readonly grewAtMs: number
  readonly computedAtMs: number
}

/**
 * Looks every few seconds at the command that runs: whether its output grows, and whether its processes compute. That tells one
 * that hangs from one that is only silent. A command that stands still on purpose isn't looked at.
 */
export function watchLife(options: LifeWatchOptions) {
  const {later = byTimeout} = options
  const logs = new Map<string, Pick<Watched, 'out' | 'err'>>()
  let watched: Watched | undefined
  let paused: Watched | undefined
  let next: (() => void) | undefined

  const watch = (one: Watched | undefined) => {
    next?.()
    if (watched !== undefined && one === undefined) options.tell(undefined)
    watched = one
    if (one !== undefined) void look(one, undefined)
  }
  const look = async (one: Watched, before: Seen | undefined): Promise<void> => {
    const seen = await see(options, one, before).catch(() => before)
    const sign = seen === undefined ? undefined : await signOf(options, one, seen)
    if (watched !== one) return
    if (sign !== undefined && before !== undefined) options.tell(sign)
    next = later(lifeLimits.lookEveryMs, () => void look(one, seen))
  }
  return {
    hear({event}: TimedEvent): void {
      if (event.type === 'command-started') logs.set(event.marker, event)
      const log = event.type === 'command-running' ? logs.get(event.marker) : undefined
      if (event.type === 'command-running' && log !== undefined) watch({...event, out: log.out, err: log.err})
      else if (event.type === 'command-ended' && event.marker === watched?.marker) watch(undefined)
      else if (event.type === 'command-paused' && event.marker === watched?.marker) {
        paused = watched
        watch(undefined)
      } else if (event.type === 'command-resumed' && event.marker === paused?.marker) watch(paused)
    },
    /** What an earlier wizard left running. */
    resume({steps}: Pick<Session, 'steps'>): void {
      const open = steps.flatMap(({commands}) => commands).findLast(({ended}) => ended === undefined)
      if (open?.process !== undefined && open.paused === undefined) watch({...open, process: open.process})
    },
    close: () => watch(undefined),
  }
}

async function see(
  {programs, clock, sizeOf}: LifeWatchOptions,
  {out, err, process}: Watched,
  before: Seen | undefined,
): Promise<Seen> {
  const [cpuMs, ...sizes] = await Promise.all([programs.cpuMs(process), sizeOf(out), sizeOf(err)])
  const atMs = clock.monotonicMs()
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  if (before === undefined) return {atMs, bytes, cpuMs, grewAtMs: atMs, computedAtMs: atMs}
  const computedMs = Math.abs((cpuMs ?? 0) - (before.cpuMs ?? 0))
  const isComputing = computedMs > (atMs - before.atMs) * lifeLimits.computingShare
  return {
    atMs,
    bytes,
    cpuMs,
    grewAtMs: bytes === before.bytes ? before.grewAtMs : atMs,
    computedAtMs: isComputing ? atMs : before.computedAtMs,
  }
}

async function signOf({readLog}: LifeWatchOptions, {marker, err}: Watched, seen: Seen): Promise<LifeSign> {
  const quietMs = seen.atMs - seen.grewAtMs
  const isWaiting = quietMs >= lifeLimits.waitMs
  const waitsFor = isWaiting ? cargoWaitsFor(await readLog(err, tailBytes).catch(() => '')) : undefined
  return {
    marker,
    quietMs,
    ...(seen.cpuMs === undefined ? {} : {idleMs: seen.atMs - seen.computedAtMs}),
    ...(waitsFor === undefined ? {} : {waitsFor}),
  }
}

const tailBytes = 2048
