import type {BreakingChange} from '../catalog/breaking-changes.ts'
import {type Bisection, type Breakage, type Candidate, type Finding, knownOf, majorsOf} from './bisection.ts'
import {boundsOf} from './halve.ts'

/** What is known when nothing is left to try. */
export type Outcome = {
  /** The newest candidate that passes; undefined when none does. */
  readonly works: Candidate | undefined
  /** The next one that fails, and why as far as a try showed; undefined when none does. */
  readonly breaks: (Candidate & {readonly finding: Finding}) | undefined
  /** Those in between, or above, that can't be tried: the border may lie among them. */
  readonly skipped: readonly (Candidate & {readonly finding: Finding})[]
  /** What breaks it, the surest first. */
  readonly reasons: readonly Reason[]
}

/** One thing that breaks the next major. */
export type Reason = {
  /** The breaking change's id in the catalog; undefined where none explains it. */
  readonly change: string | undefined
  readonly crate: string | undefined
  /** The first major that has it. */
  readonly since: number | undefined
  readonly summary: string
  readonly before: string | undefined
  readonly after: string | undefined
  /** 'error': the compiler says so. 'silent': it compiles, and may be why tests fail. */
  readonly effect: 'error' | 'silent'
  readonly count: number
  readonly places: readonly {
    readonly path: string
    readonly line: number | undefined
    readonly column: number | undefined
    readonly message: string
  }[]
}

/** What a search came to. `changes` are those of the catalog on the way to the wanted major. */
export function outcomeOf(bisection: Bisection, changes: readonly BreakingChange[]): Outcome {
  const {works, breaks, skipped} = boundsOf(majorsOf(bisection), knownOf(bisection))
  const found = (major: number | undefined) => {
    const candidate = bisection.candidates.find(one => one.major === major)
    const finding = bisection.findings.find(one => one.major === major)
    return candidate === undefined || finding === undefined ? undefined : {...candidate, finding}
  }
  const broken = found(breaks)
  return {
    works: bisection.candidates.find(({major}) => major === works),
    breaks: broken,
    skipped: skipped.flatMap(major => found(major) ?? []),
    reasons: broken?.finding.breakage === undefined ? [] : reasonsOf(broken.finding.breakage, changes, works ?? 0),
  }
}

/** Changes that came after what works are the likeliest; then what the compiler says most often. */
function reasonsOf(breakage: Breakage, changes: readonly BreakingChange[], works: number): readonly Reason[] {
  const all = [...breakage.causes.map(cause => errorReason(cause, changes)), ...silentReasons(breakage, changes)]
  const isNew = ({since}: Reason) => since !== undefined && since > works
  return all.toSorted((a, b) => Number(isNew(b)) - Number(isNew(a)) || b.count - a.count)
}

function errorReason(cause: Breakage['causes'][number], changes: readonly BreakingChange[]): Reason {
  const change = changes.find(({id}) => id === cause.change)
  return {
    change: cause.change,
    crate: change?.crate,
    since: change?.major,
    summary: change?.summary ?? cause.title,
    before: cause.before,
    after: cause.after,
    effect: 'error',
    count: cause.count,
    places: cause.places.map(({path, line, column, message}) => ({path, line, column, message})),
  }
}

function silentReasons({suspects}: Breakage, changes: readonly BreakingChange[]): readonly Reason[] {
  return [...new Set(suspects.map(({change}) => change))].map(id => {
    const own = suspects.filter(({change}) => change === id)
    const change = changes.find(one => one.id === id)
    return {
      change: id,
      crate: change?.crate,
      since: change?.major,
      summary: change?.summary ?? own[0]?.what ?? id,
      before: change?.before,
      after: change?.after,
      effect: 'silent',
      count: own.length,
      places: own.map(({path, line, what}) => ({path, line, column: undefined, message: what})),
    }
  })
}
