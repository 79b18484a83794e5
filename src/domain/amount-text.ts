/** A measured number with its unit, in three digits where it is scaled: `850 ms`, `3 min 20 s`, `1.24 µs`, `482 kB`, `17 requests`. */
export function amountText(value: number, unit: string): string {
  switch (unit) {
    case 'ms':
      return durationText(value)
    case 'ns':
      return value >= 1e9 ? durationText(value / 1e6) : scaled(value, ['ns', 'µs', 'ms'])
    case 'bytes':
      return scaled(value, ['B', 'kB', 'MB', 'GB', 'TB'])
    default:
      return `${rounded(value)}${unit === '' ? '' : ` ${unit}`}`
  }
}

/** `850 ms`, `12.5 s`, `3 min 20 s`, `1 h 5 min`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** By thousands, to the largest unit that leaves at least 1. */
function scaled(value: number, units: readonly string[]): string {
  const steps = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1) / 3)))
  return `${rounded(value / 1000 ** steps)} ${units[steps]}`
}

/** Three digits, and no fraction above that. */
function rounded(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
