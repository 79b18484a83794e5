import {duration} from './duration.ts'

/** What there is to see of a command from outside, while it runs. */
export type LifeSign = {
  readonly marker: string
  /** Milliseconds since its output grew. */
  readonly quietMs: number
  /** Milliseconds since its processes computed anything; undefined where that can't be seen. */
  readonly idleMs?: number
  /** What it said it waits for, in its own words. */
  readonly waitsFor?: string
}

/** When a silent command is told of, and what counts as computing. All the limits there are for it. */
export const lifeLimits = {
  lookEveryMs: 5000,
  /** Compiling one large crate takes this long without a line. */
  quietMs: 120_000,
  /** Without output for as long as `quietMs`, and without computing for this long: it may hang. */
  idleMs: 60_000,
  /** The part of one processor below which a group of processes computes nothing. */
  computingShare: 0.01,
  /** What it said it waits for is told after this long: shorter waits are over by then. */
  waitMs: 10_000,
} as const

/** The sign in words; undefined while there is nothing to worry about. `short` is for a row of the screen. */
export function tellLife(
  {quietMs, idleMs, waitsFor}: LifeSign,
  {short = false}: {readonly short?: boolean} = {},
): string | undefined {
  if (waitsFor !== undefined && quietMs >= lifeLimits.waitMs) return `it waits for ${waitsFor}`
  if (quietMs < lifeLimits.quietMs) return undefined
  const quiet = `no output for ${roughly(quietMs)}`
  if (idleMs === undefined) return quiet
  if (idleMs < lifeLimits.idleMs) return `${quiet}, still computing`
  const idle = `no output, no CPU for ${roughly(Math.min(quietMs, idleMs))}: it may hang`
  return short ? idle : `${idle} (does it wait for a lock, the network or input?)`
}

function roughly(ms: number): string {
  return ms < 3_600_000 ? `${Math.floor(ms / 60_000)} min` : duration(ms)
}
