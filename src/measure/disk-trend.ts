/** How much was free at a moment of the monotonic clock. Bytes. */
export type DiskSample = {readonly atMs: number; readonly freeBytes: number}

export type DiskTrend = {
  readonly trend: readonly number[]
  readonly perMinute?: number
  readonly fullInMs?: number
}

/** The samples with one more. Of long runs every second one is kept: what matters is the shape, and the last minute. */
export function withSample(samples: readonly DiskSample[], next: DiskSample): readonly DiskSample[] {
  if (samples.length < mostSamples) return [...samples, next]
  const recent = samples.filter(({atMs}) => atMs > next.atMs - 2 * minuteMs)
  const old = samples.slice(0, samples.length - recent.length).filter((_, at) => at % 2 === 0)
  return [...(old.length < mostSamples / 2 ? old : old.filter((_, at) => at % 2 === 0)), ...recent, next].slice(
    -mostSamples,
  )
}

/** What the samples say: what was filled, how fast, and when it is full at that pace. Oldest sample first. */
export function diskTrend(samples: readonly DiskSample[]): DiskTrend {
  const last = samples.at(-1)
  if (last === undefined) return {trend: []}
  const perMinute = paceOf(samples, last)
  const trend = shapeOf(samples, last)
  if (perMinute === undefined) return {trend}
  if (perMinute < leastPace) return {trend, perMinute}
  const fullInMs = Math.round((last.freeBytes / perMinute) * minuteMs)
  return {trend, perMinute, ...(fullInMs > farMs ? {} : {fullInMs})}
}

/** Over the last minute; shorter than ten seconds it says more about a single file than about the build. */
function paceOf(samples: readonly DiskSample[], last: DiskSample): number | undefined {
  const first = samples.find(({atMs}) => atMs >= last.atMs - minuteMs)
  if (first === undefined || last.atMs - first.atMs < 10_000) return undefined
  return Math.round(((first.freeBytes - last.freeBytes) / (last.atMs - first.atMs)) * minuteMs)
}

/** The filled bytes at a few moments of equal distance: of each, the latest sample before it. */
function shapeOf(samples: readonly DiskSample[], last: DiskSample): readonly number[] {
  const first = samples[0] ?? last
  const points = Math.min(trendPoints, samples.length)
  const stepMs = points < 2 ? 0 : (last.atMs - first.atMs) / (points - 1)
  return Array.from({length: points}, (_, at) => {
    const until = at === points - 1 ? last.atMs : first.atMs + at * stepMs
    const sample = samples.findLast(({atMs}) => atMs <= until) ?? first
    return Math.max(0, first.freeBytes - sample.freeBytes)
  })
}

const minuteMs = 60_000
/** Further off than this it isn't worth a line. */
const farMs = 6 * 60 * minuteMs
/** A log that grows fills no disk. */
const leastPace = 1e6
const mostSamples = 400
const trendPoints = 12
