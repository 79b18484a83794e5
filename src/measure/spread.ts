/** What several runs of one thing come to: the median, and where all of them lay. */
export type RunsSpread = {readonly value: number; readonly low: number; readonly high: number; readonly runs: number}

/** The median, because one run that the machine disturbed shouldn't move it; of an even number the mean of the middle two. */
export function spreadOfRuns(values: readonly [number, ...number[]]): RunsSpread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? values[0]
  const middle = (sorted.length - 1) / 2
  return {
    value: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(0),
    high: at(sorted.length - 1),
    runs: sorted.length,
  }
}
