/** What a try of a major said: it passes, it fails, or it can't be tried. */
export const verdicts = ['good', 'bad', 'skip'] as const
export type Verdict = (typeof verdicts)[number]

/** What is known so far, by major. */
export type Known = ReadonlyMap<number, Verdict>

/** How far it is known: everything up to `works` passes, `breaks` and everything above fails, `open` may still be tried. */
export type Bounds = {
  /** The newest major known to pass; undefined when only what is there today is. */
  readonly works: number | undefined
  /** The oldest above it known to fail; undefined when none is. */
  readonly breaks: number | undefined
  /** The majors in between of which nothing is known, ascending. */
  readonly open: readonly number[]
  /** Those in between that can't be tried, ascending. */
  readonly skipped: readonly number[]
}

/** Where the border between what passes and what fails lies, by what is known of these majors (in any order). */
export function boundsOf(majors: readonly number[], known: Known): Bounds {
  const ascending = majors.toSorted((a, b) => a - b)
  const works = ascending.findLast(major => known.get(major) === 'good')
  const breaks = ascending.find(major => known.get(major) === 'bad' && major > (works ?? Number.NEGATIVE_INFINITY))
  const between = ascending.filter(
    major =>
      major > (works ?? Number.NEGATIVE_INFINITY) &&
      major < (breaks ?? Number.POSITIVE_INFINITY) &&
      known.get(major) !== 'bad',
  )
  return {
    works,
    breaks,
    open: between.filter(major => !known.has(major)),
    skipped: between.filter(major => known.get(major) === 'skip'),
  }
}

/**
 * The major to try next: the middle one of those of which nothing is known, so that either answer rules out half of them.
 * Of two in the middle it is the lower one: who searches has seen a jump fail, and a failure there rules out more. Undefined
 * when nothing is left to try. One that can't be tried takes no part, so its neighbour has its place.
 */
export function nextTry(majors: readonly number[], known: Known): number | undefined {
  const {open} = boundsOf(majors, known)
  return open[Math.floor((open.length - 1) / 2)]
}

/**
 * How many tries are still needed at most, when every one gives an answer. With n open majors there are n + 1 places for the
 * border, and a try tells two halves of them apart: fewer tries than the logarithm can't do for all. The wanted major isn't
 * tried first: that all of them pass is one of those places.
 */
export function mostTries(majors: readonly number[], known: Known): number {
  return Math.ceil(Math.log2(boundsOf(majors, known).open.length + 1))
}

/** A major that is said to fail below one that is said to pass: both can't be halved between. */
export function contradiction(
  majors: readonly number[],
  known: Known,
): {readonly good: number; readonly bad: number} | undefined {
  const bad = majors.filter(major => known.get(major) === 'bad').toSorted((a, b) => a - b)[0]
  const good = majors.filter(major => known.get(major) === 'good').toSorted((a, b) => b - a)[0]
  return bad !== undefined && good !== undefined && bad < good ? {good, bad} : undefined
}
